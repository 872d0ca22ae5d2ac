import { describe, expect, it } from '@jest/globals';
import { exchanges } from '../../src/cli/exchanges.ts';
import { ColdwireError, isColdwireError } from '../../src/errors/coldwireError.ts';
import { defineExchange } from '../../src/protocol/defineExchange.ts';
import type { Dialect } from '../../src/protocol/dialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import type { LimitRule } from '../../src/protocol/limitRule.ts';
import { axesDialect } from '../helpers/axesVenue.ts';
import { loginDialect } from '../helpers/loginVenue.ts';
import { tinyDialect } from '../helpers/tinyDialect.ts';

const main = axesDialect();
const exchange = { name: 'tiny', dialects: { main }, route: () => 'main' as const, requestRoute: 'main' as const };
const book = tinyDialect.channels.book;

/** What takes orders, as far as its shape shows. */
const orders = {
  clientOrderId: { make: () => '1', isValid: () => true, form: 'any' },
  place: { one: () => 1 },
  cancel: { one: () => 1 },
  verdictsOf: () => [],
};

/** A description believed, whatever its type says. */
const define = (wrong: object): Exchange => defineExchange(wrong as typeof exchange);

/** What is refused: the path and what is expected there. */
function refused(wrong: object): string {
  try {
    define(wrong);
    return 'nothing';
  } catch (error) {
    if (!isColdwireError(error, 'invalid-options')) throw error;
    return `${error.context.option}: ${error.context.expected}`;
  }
}
const withDialect = (differing: object): string =>
  refused({ ...exchange, dialects: { main: { ...main, ...differing } } });
const withBook = (rule: object): string =>
  withDialect({ channels: { book: { ...book, rule: { ...book?.rule, ...rule } } } });
const withLimit = (limit: object): string => {
  const right: LimitRule = { scope: 'socket', counts: 'frames', kind: 'sliding', limit: 1, window: 1_000 };
  return withDialect({ limits: [right, { ...right, ...limit }] });
};
const withGate = (step: object): string => withDialect({ gate: [{ kind: 'pause', for: 1 }, step] });
const withSubscribing = (differing: object): string =>
  withDialect({ subscribing: { ...main.subscribing, ...differing } });

describe('defineExchange', () => {
  it.each([...exchanges.values()].map((known) => [known.name, known] as const))(
    'finds nothing wrong with %s',
    (_, known) => {
      expect(defineExchange(known)).toBe(known);
    },
  );

  it('gives back what it is given, with the names of its dialects', () => {
    const defined = defineExchange({ ...exchange, dialects: { main, login: { ...loginDialect, name: 'login' } } });
    const names: readonly ('main' | 'login')[] = ['main', 'login'];
    expect(names.map((name) => defined.dialects[name].name)).toEqual(names);
    // @ts-expect-error A route that is no dialect's.
    expect(() => defineExchange({ ...exchange, requestRoute: 'mian' })).toThrow(
      new ColdwireError('invalid-options', { option: 'requestRoute', expected: 'main' }),
    );
  });

  it('lets a route refuse what it is asked', () => {
    const route = (): never => {
      throw new ColdwireError('unsupported', { what: 'that symbol' });
    };
    expect(() => define({ ...exchange, route })).not.toThrow();
  });

  it('passes on what a route throws by mistake', () => {
    const route = (): never => {
      throw new TypeError('mistake');
    };
    expect(() => define({ ...exchange, route })).toThrow(new TypeError('mistake'));
  });

  it.each([
    ['a name that is none', () => refused({ ...exchange, name: '' }), 'name: a text'],
    ['no dialect', () => refused({ ...exchange, dialects: {} }), 'dialects: at least one'],
    ['a dialect that is none', () => refused({ ...exchange, dialects: { main: 1 } }), 'dialects.main: an object'],
    ['a name that is not the key', () => withDialect({ name: 'other' }), 'dialects.main.name: main'],
    [
      'a url of the wrong kind',
      () => withDialect({ url: { live: 'https://a' } }),
      'dialects.main.url.live: ws:// or wss://',
    ],
    ['no url', () => withDialect({ url: { test: 'wss://a' } }), 'dialects.main.url.live: ws:// or wss://'],
    [
      'a REST side that is no url',
      () => withDialect({ rest: { live: 'api' } }),
      'dialects.main.rest.live: http:// or https://',
    ],
    [
      'an unknown recipe',
      () => withDialect({ auth: { recipe: 'md5' } }),
      'dialects.main.auth.recipe: hmac-<hash>-<encoding>',
    ],
    [
      'an origin that is no url',
      () => withDialect({ auth: { recipe: 'hmac-sha256-hex', origins: ['x'] } }),
      'dialects.main.auth.origins[0]: https:// or wss:// or http:// or ws://',
    ],
    [
      'a token that nothing asks for',
      () => withDialect({ auth: { recipe: 'hmac-sha256-hex', token: {} } }),
      'dialects.main.auth.token.request: a function',
    ],
    [
      'an unknown step',
      () => withGate({ kind: 'wait' }),
      'dialects.main.gate[1].kind: expect or pause or send or login',
    ],
    [
      'a pause without end',
      () => withGate({ kind: 'pause', for: Number.POSITIVE_INFINITY }),
      'dialects.main.gate[1].for: milliseconds, more than 0',
    ],
    [
      'a step without time',
      () => withGate({ kind: 'expect', message: () => true, timeout: 0 }),
      'dialects.main.gate[1].timeout: milliseconds, more than 0',
    ],
    [
      'a step that expects what is nothing',
      () => withGate({ kind: 'send', message: () => 1, expect: 'pong' }),
      'dialects.main.gate[1].expect: reply',
    ],
    [
      'a login without auth',
      () => withGate({ kind: 'login', sign: () => '', message: () => 1 }),
      'dialects.main.auth: what gate[1] logs in by',
    ],
    [
      'an unknown verdict on a close',
      () => withDialect({ closes: { 4000: 'stop' } }),
      'dialects.main.closes.4000: retry or wait or surface',
    ],
    ['an unknown codec', () => withDialect({ codec: { kind: 'xml' } }), 'dialects.main.codec.kind: json or custom'],
    [
      'numbers that are none',
      () => withDialect({ codec: { kind: 'json' } }),
      'dialects.main.codec.numbers: text, number or a function',
    ],
    ['no classify', () => withDialect({ classify: undefined }), 'dialects.main.classify: a function'],
    [
      'an unknown channel',
      () => withDialect({ channels: { trade: main.channels.trades } }),
      'dialects.main.channels.trade: one of trades, ticker, quotes, book, candles, funding, mark, orders, fills, balances, positions',
    ],
    [
      'a book that is none',
      () => withDialect({ channels: { book: main.channels.trades } }),
      'dialects.main.channels.book.kind: book',
    ],
    [
      'values that are a book',
      () => withDialect({ channels: { trades: book } }),
      'dialects.main.channels.trades.kind: values',
    ],
    [
      'an account without auth',
      () => withDialect({ channels: { orders: main.channels.trades } }),
      'dialects.main.auth: what channels.orders logs in by',
    ],
    [
      'depths that fall',
      () => withBook({ depths: [25, 10] }),
      'dialects.main.channels.book.rule.depths: depths, rising',
    ],
    ['no depths', () => withBook({ depths: [] }), 'dialects.main.channels.book.rule.depths: depths, rising'],
    [
      'a depth that is none',
      () => withBook({ depths: [0.5] }),
      'dialects.main.channels.book.rule.depths[0]: a positive integer',
    ],
    [
      'an unknown sequence',
      () => withBook({ sequence: 'rising' }),
      'dialects.main.channels.book.rule.sequence: contiguous or previous-link or range',
    ],
    [
      'a checksum of no levels',
      () => withBook({ checksum: { ...book?.rule.checksum, levels: 0 } }),
      'dialects.main.channels.book.rule.checksum.levels: a positive integer',
    ],
    [
      'a snapshot of nowhere',
      () => withBook({ snapshot: 'rest' }),
      'dialects.main.channels.book.rule.snapshot: in-band',
    ],
    [
      'a snapshot that nothing reads',
      () => withBook({ snapshot: { request: () => 1, splice: 'range' } }),
      'dialects.main.channels.book.rule.snapshot.read: a function',
    ],
    [
      'an unknown acknowledgement',
      () => withSubscribing({ ack: 'none' }),
      'dialects.main.subscribing.ack: id or echo or state or fifo or first-data or open',
    ],
    ['frames of no topics', () => withSubscribing({ batch: 0 }), 'dialects.main.subscribing.batch: a positive integer'],
    [
      'frames of half a byte',
      () => withSubscribing({ maxBytes: 0.5 }),
      'dialects.main.subscribing.maxBytes: a positive integer',
    ],
    [
      'a deadline that has passed',
      () => withSubscribing({ deadline: -1 }),
      'dialects.main.subscribing.deadline: milliseconds, more than 0',
    ],
    [
      'a subscription signed by nobody',
      () => withSubscribing({ sign: () => '' }),
      'dialects.main.auth: what subscribing.sign signs by',
    ],
    [
      'no way to end',
      () => withSubscribing({ unsubscribe: undefined }),
      'dialects.main.subscribing.unsubscribe: a function',
    ],
    [
      'a silence of no time',
      () => withDialect({ liveness: { ...main.liveness, within: 0 } }),
      'dialects.main.liveness.within: milliseconds, more than 0',
    ],
    [
      'a silence longer than timers',
      () => withDialect({ liveness: { ...main.liveness, within: 2 ** 31 } }),
      'dialects.main.liveness.within: milliseconds, more than 0',
    ],
    [
      'a heartbeat too often',
      () => withDialect({ heartbeat: { every: 0, message: () => 1 } }),
      'dialects.main.heartbeat.every: milliseconds, more than 0',
    ],
    [
      'a life that ends before it begins',
      () => withDialect({ life: { max: 10, early: 10 } }),
      'dialects.main.life.early: less than max',
    ],
    [
      'a socket for nothing',
      () => withDialect({ capacity: { topicsPerSocket: Number.NaN } }),
      'dialects.main.capacity.topicsPerSocket: a positive integer',
    ],
    [
      'an unknown scope',
      () => withLimit({ scope: 'key' }),
      'dialects.main.limits[1].scope: socket or address or account or process',
    ],
    ['a limit of nothing', () => withLimit({ limit: 0 }), 'dialects.main.limits[1].limit: a positive integer'],
    [
      'a window that never ends',
      () => withLimit({ window: Number.NaN }),
      'dialects.main.limits[1].window: milliseconds, more than 0',
    ],
    [
      'a bucket that never fills',
      () => withLimit({ kind: 'bucket', refill: 0, per: 1 }),
      'dialects.main.limits[1].refill: a number above 0',
    ],
    [
      'many dials of one socket',
      () => withLimit({ counts: 'connects' }),
      'dialects.main.limits[1].counts: frames or weight',
    ],
    [
      'an unknown lane',
      () => withLimit({ lanes: ['fast'] }),
      'dialects.main.limits[1].lanes[0]: cancel or heartbeat or order or auth or subscribe or snapshot',
    ],
    [
      'limits of REST that are none',
      () => withDialect({ rest: { live: 'https://a', limits: [{}] } }),
      'dialects.main.rest.limits[0].scope: socket or address or account or process',
    ],
    [
      'orders in batches of none',
      () => withDialect({ orders: { ...orders, place: { one: () => 1, batch: { most: 0, many: () => 1 } } } }),
      'dialects.main.orders.place.batch.most: a positive integer',
    ],
    [
      'orders that nothing cancels',
      () => withDialect({ orders: { ...orders, cancel: undefined } }),
      'dialects.main.orders.cancel: an object',
    ],
    ['unknown ids', () => withDialect({ ids: 'uuid' }), 'dialects.main.ids: int or text'],
    [
      'a request signed for nothing',
      () => withDialect({ auth: { recipe: 'hmac-sha256-hex' }, requests: { sign: () => '' } }),
      'dialects.main.requests.complete: what takes the signature',
    ],
    [
      'a request signed by nobody',
      () => withDialect({ requests: { sign: () => '', complete: () => 1 } }),
      'dialects.main.auth: what requests.sign signs by',
    ],
    ['a route that is no function', () => refused({ ...exchange, route: 'main' }), 'route: a function'],
    [
      'a route to nowhere',
      () =>
        refused({ ...exchange, route: ({ channel }: { channel: string }) => (channel === 'book' ? 'books' : 'main') }),
      'route(book): main',
    ],
    [
      'a route to nowhere for some symbols',
      () =>
        refused({ ...exchange, route: ({ symbol }: { symbol: string }) => (symbol.includes(':') ? 'swaps' : 'main') }),
      'route(trades): main',
    ],
    ['requests to nowhere', () => refused({ ...exchange, requestRoute: 'orders' }), 'requestRoute: main'],
    ['orders to nowhere', () => refused({ ...exchange, orderRoute: () => 'orders' }), 'orderRoute: main'],
    [
      'no orders to where they are taken',
      () => refused({ ...exchange, dialects: { main: { ...main, orders } }, orderRoute: () => 'main' }),
      'nothing',
    ],
    [
      'orders to who takes none',
      () => refused({ ...exchange, orderRoute: () => 'main' }),
      'orderRoute: a dialect with orders',
    ],
  ])('refuses %s', (_, mistake, expected) => {
    expect(mistake()).toBe(expected);
  });

  it('is content with what the specs are written with', () => {
    const dialects: Readonly<Record<string, Dialect>> = { main, login: { ...loginDialect, name: 'login' } };
    expect(() => define({ ...exchange, dialects })).not.toThrow();
  });
});
