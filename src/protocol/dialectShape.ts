import { channelNames } from './channelNames.ts';
import {
  type Check,
  fields,
  isCount,
  isDuration,
  isFunction,
  isText,
  isUrl,
  items,
  oneOf,
  optional,
  should,
  values,
  when,
} from './checks.ts';

const socketUrl = isUrl('ws', 'wss');
const restOrigin = isUrl('http', 'https');

const isAmount: Check = should('a number above 0', (value) => Number(value) > 0 && Number.isFinite(value));
const isWait: Check = should('milliseconds', (value) => Number(value) >= 0 && Number.isFinite(value));

const limit: Check = (value, path) => {
  const terms = {
    scope: oneOf('socket', 'address', 'account', 'process'),
    counts: oneOf('frames', 'weight', 'connects'),
    kind: oneOf('sliding', 'bucket', 'calendar'),
    limit: isCount,
    slack: optional(isWait),
    lanes: optional(items(oneOf('cancel', 'heartbeat', 'order', 'auth', 'subscribe', 'snapshot'))),
  };
  fields(terms)(value, path);
  const { kind, scope, counts } = value as Readonly<Record<string, unknown>>;
  fields(kind === 'bucket' ? { refill: isAmount, per: isDuration } : { window: isDuration })(value, path);
  if (scope === 'socket') should('frames or weight', () => counts !== 'connects')(counts, `${path}.counts`);
};
const limits = optional(items(limit));

const gateStep: Check = (value, path) => {
  fields({ kind: oneOf('expect', 'pause', 'send', 'login') })(value, path);
  const { kind } = value as { readonly kind: string };
  const spoken = {
    message: isFunction,
    timeout: optional(isDuration),
    refused: optional(isFunction),
    expect: optional(when((expected) => typeof expected === 'string', oneOf('reply'), isFunction)),
  };
  const login = { sign: isFunction, ...spoken };
  fields(kind === 'pause' ? { for: isDuration } : kind === 'login' ? login : spoken)(value, path);
};

const isReader = should(
  'text, number or a function',
  (value) => value === 'text' || value === 'number' || typeof value === 'function',
);
const codec: Check = (value, path) => {
  fields({ kind: oneOf('json', 'custom') })(value, path);
  const json = { numbers: isReader, binary: optional(isFunction), encode: optional(isFunction) };
  const custom = { decode: isFunction, encode: isFunction };
  fields((value as { readonly kind: string }).kind === 'json' ? json : custom)(value, path);
};

const areDepths: Check = (value, path) => {
  items(isCount)(value, path);
  const depths = value as readonly number[];
  should('depths, rising', () => depths.length > 0)(value, path);
  should('depths, rising', () => depths.every((depth, at) => at === 0 || depth > Number(depths[at - 1])))(value, path);
};
const restSnapshot = fields({
  request: isFunction,
  read: isFunction,
  splice: oneOf('range', 'around', 'previous-range'),
  weight: optional(isAmount),
  limit: optional(isCount),
  patience: optional(isWait),
});
const bookRule = fields({
  snapshot: when((source) => typeof source === 'string', oneOf('in-band'), restSnapshot),
  sequence: optional(oneOf('contiguous', 'previous-link', 'range')),
  reorder: optional(fields({ by: oneOf('sequence', 'time'), limit: isCount })),
  depths: areDepths,
  truncates: should('true or false', (value) => typeof value === 'boolean'),
  checksum: optional(
    fields({
      levels: isCount,
      order: oneOf('asks-then-bids', 'interleaved'),
      piece: oneOf('digits', 'colons'),
      crc: oneOf('unsigned', 'signed'),
    }),
  ),
});
const unit = when((value) => typeof value === 'function', isFunction, oneOf('base', 'quote', 'contract'));
const book = fields({ kind: oneOf('book'), topicOf: isFunction, read: isFunction, rule: bookRule, unit });
const valueChannel = fields({ kind: oneOf('values'), topicOf: isFunction, reader: isFunction });
const channel = (name: string): Check =>
  name === 'book'
    ? book
    : channelNames.some((known) => known === name)
      ? valueChannel
      : should(`one of ${channelNames.join(', ')}`, () => false);

const auth = fields({
  recipe: should('hmac-<hash>-<encoding>', (value) => /^hmac-sha(256|384|512)-(hex|base64)$/.test(String(value))),
  secret: optional(oneOf('text', 'base64')),
  origins: optional(items(isUrl('https', 'wss', 'http', 'ws'))),
  lost: optional(isFunction),
  token: optional(fields({ sign: optional(isFunction), request: isFunction, read: isFunction })),
});

const orderAction = fields({ one: isFunction, batch: optional(fields({ most: isCount, many: isFunction })) });

/** What each field of a dialect must be, whatever the others are. */
export const dialectShape: Check = fields({
  name: isText,
  url: fields({ live: socketUrl, test: optional(socketUrl) }),
  rest: optional(fields({ live: restOrigin, test: optional(restOrigin), limits })),
  fresh: optional(fields({ sign: optional(isFunction), request: optional(isFunction), endpoint: isFunction })),
  auth: optional(auth),
  gate: optional(items(gateStep)),
  closes: optional(values(() => oneOf('retry', 'wait', 'surface'))),
  codec,
  classify: isFunction,
  shows: optional(isFunction),
  channels: values(channel),
  subscribing: fields({
    ack: optional(oneOf('id', 'echo', 'state', 'fifo', 'first-data', 'open')),
    batch: isCount,
    maxBytes: optional(isCount),
    deadline: optional(isDuration),
    sign: optional(isFunction),
    subscribe: isFunction,
    unsubscribe: isFunction,
  }),
  liveness: fields({ within: isDuration, isProof: isFunction, mayBeQuiet: optional(isFunction) }),
  heartbeat: optional(
    fields({ every: isDuration, message: isFunction, isReply: optional(isFunction), within: optional(isDuration) }),
  ),
  answers: optional(isFunction),
  life: optional(fields({ max: isDuration, early: optional(isDuration) })),
  capacity: fields({ topicsPerSocket: isCount }),
  limits,
  ids: optional(oneOf('int', 'text')),
  idOf: isFunction,
  withId: isFunction,
  requests: optional(
    fields({
      isPrivate: optional(isFunction),
      sign: optional(isFunction),
      complete: optional(isFunction),
      isFinal: optional(isFunction),
      rejectionOf: optional(isFunction),
    }),
  ),
  orders: optional(
    fields({
      clientOrderId: fields({ make: isFunction, isValid: isFunction, form: isText }),
      place: orderAction,
      amend: optional(orderAction),
      cancel: orderAction,
      verdictsOf: isFunction,
    }),
  ),
});
