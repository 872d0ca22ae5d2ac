import { Observable, of, ReplaySubject } from 'rxjs';
import type { CredentialsOptions } from '../../src/auth/credentialsOf.ts';
import { type Client, createClient } from '../../src/client/createClient.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Endpoint, Frame } from '../../src/model/seams.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Trade } from '../../src/model/values.ts';
import { defineExchange } from '../../src/protocol/defineExchange.ts';
import type { Channels, Dialect, ValueChannel } from '../../src/protocol/dialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import type { Incoming } from '../../src/protocol/incoming.ts';
import type { Topic } from '../../src/protocol/topic.ts';
import type { MarbleHelpers } from '../../src/testing/marbles.ts';
import { fillSample } from './accountSamples.ts';
import { type Message, tinyDialect } from './tinyDialect.ts';

/*
 * A venue of two markets whose sockets have nothing in common but the venue. `spot` signs each private subscription, and
 * counts its requests:
 *
 *   {"channel":"trades","event":"subscribe","id":1,"payload":["A"],"sign":"..."}    from the client
 *   {"id":1,"event":"subscribe","channel":"trades"}    {"channel":"trades","symbol":"A","rows":["1"]}    {"id":2,"result":{}}
 *
 * `usdt` wants a header and a login, gives its requests texts for ids, and bears two frames in 10 ms:
 *
 *   {"op":"login","sign":"..."}    {"op":"sub","rid":"1","args":["trades:A"]}    from the client
 *   {"op":"login","ok":true}    {"op":"sub","rid":"1"}    {"topic":"trades:A","d":["1"]}    {"rid":"2","data":{}}
 */

const { reader } = tinyDialect.channels.trades as ValueChannel<Trade>;

/** Topics of a market, told apart by what its frames name them by. */
const topicOf =
  (nameOf: (channel: string, symbol: string) => string) =>
  ({ channel, symbol = '' }: Subscription): Topic => {
    const name = nameOf(channel, symbol);
    return { key: name, route: name, item: name, batch: channel, subscription: { channel, symbol } };
  };

/** What the sockets of a market carry: trades for all, fills for who they belong to. */
function channelsOf(topics: ReturnType<typeof topicOf>): Required<Pick<Channels, 'trades' | 'fills'>> {
  const rowsOf = (payload: unknown): readonly string[] => (payload as { readonly rows: readonly string[] }).rows;
  return {
    trades: { kind: 'values', topicOf: topics, reader },
    fills: {
      kind: 'values',
      topicOf: topics,
      reader:
        ({ symbol }) =>
        (payload) =>
          rowsOf(payload).map((id) => fillSample({ id, symbol })),
    },
  };
}

const spotTopic = topicOf((channel, symbol) => `${channel}/${symbol}`);
const usdtTopic = topicOf((channel, symbol) => `${channel}:${symbol.split('/')[0]}`);

interface Fields {
  readonly event?: 'subscribe' | 'unsubscribe';
  readonly id?: number;
  readonly channel?: string;
  readonly symbol?: string;
  readonly op?: 'login' | 'sub' | 'unsub';
  readonly rid?: string;
  readonly topic?: string;
  readonly ok?: boolean;
}

const spotEvent =
  (event: 'subscribe' | 'unsubscribe') =>
  (
    topics: readonly Topic[],
    { id, signature }: { readonly id: number | string; readonly signature: string },
  ): unknown => ({
    channel: topics[0]?.subscription.channel,
    event,
    id,
    payload: topics.map(({ subscription }) => subscription.symbol),
    ...(signature === '' ? {} : { sign: signature }),
  });

/** The market data of spot: JSON with whole numbers for ids. Nobody is anybody here. */
const spotMarket: Dialect = {
  name: 'public',
  url: { live: 'wss://ws.twin.example/spot' },
  codec: { kind: 'json', numbers: 'number' },
  classify: (message): Incoming => {
    const { event, id, channel, symbol } = message as Fields;
    if (event !== undefined) return { kind: 'ack', verb: event, id: String(id) };
    if (channel !== undefined) return { kind: 'data', route: `${channel}/${symbol}`, payload: message };
    return id === undefined ? { kind: 'unknown' } : { kind: 'reply' };
  },
  channels: { trades: channelsOf(spotTopic).trades },
  subscribing: {
    batch: 5,
    subscribe: spotEvent('subscribe'),
    unsubscribe: spotEvent('unsubscribe'),
  },
  liveness: { within: 1_000, isProof: () => true },
  capacity: { topicsPerSocket: 50 },
  ids: 'int',
  idOf: (message) => {
    const { event, id } = message as Fields;
    return event === undefined && id !== undefined ? String(id) : undefined;
  },
  withId: (message, id) => ({ ...(message as Message), id }),
};

/** Spot, the account included: signed subscription by subscription. */
const spot: Dialect = {
  ...spotMarket,
  name: 'spot',
  channels: channelsOf(spotTopic),
  auth: { recipe: 'hmac-sha512-hex', optional: true },
  subscribing: {
    ...spotMarket.subscribing,
    sign: (verb, topics, { key }) => `${verb} ${topics.map(({ item }) => item)} by ${key}`,
  },
};

const usdtOp =
  (op: 'sub' | 'unsub') =>
  (topics: readonly Topic[], { id }: { readonly id: number | string }): unknown => ({
    op,
    rid: id,
    args: topics.map(({ item }) => item),
  });

/** USDT futures: another envelope, texts for ids, a header, a login before anything else, and a tighter limit. */
const usdt: Dialect = {
  name: 'usdt',
  url: { live: 'wss://fx.twin.example/usdt' },
  fresh: {
    endpoint: ({ endpoint }) => ({ ...endpoint, headers: { ...endpoint.headers, 'x-size-decimal': '1' } }),
  },
  codec: { kind: 'json', numbers: 'number' },
  classify: (message): Incoming => {
    const { op, rid, topic } = message as Fields;
    if (topic !== undefined)
      return { kind: 'data', route: topic, payload: { rows: (message as { readonly d: readonly string[] }).d } };
    if (op === 'sub' || op === 'unsub')
      return { kind: 'ack', verb: op === 'sub' ? 'subscribe' : 'unsubscribe', id: String(rid) };
    return rid === undefined ? { kind: 'unknown' } : { kind: 'reply' };
  },
  channels: channelsOf(usdtTopic),
  auth: { recipe: 'hmac-sha256-base64' },
  gate: [
    {
      kind: 'login',
      sign: ({ key }) => `login ${key}`,
      message: ({ signature }) => ({ op: 'login', sign: signature }),
      expect: (message) => (message as Fields).op === 'login',
      refused: (message) => ((message as Fields).ok === false ? { reason: 'no' } : undefined),
      timeout: 50,
    },
  ],
  subscribing: { batch: 1, subscribe: usdtOp('sub'), unsubscribe: usdtOp('unsub') },
  liveness: { within: 1_000, isProof: () => true },
  capacity: { topicsPerSocket: 2 },
  limits: [{ scope: 'socket', counts: 'frames', kind: 'sliding', limit: 2, window: 10, slack: 0 }],
  ids: 'text',
  idOf: (message) => {
    const { op, rid } = message as Fields;
    return op === undefined ? rid : undefined;
  },
  withId: (message, rid) => ({ ...(message as Message), rid }),
};

/** The venue of two markets: a symbol that names its settlement is of the futures. */
export const twin: Exchange = defineExchange({
  name: 'twin',
  dialects: { spot, usdt },
  route: ({ symbol = '' }) => (symbol.includes(':') ? 'usdt' : 'spot'),
  requestRoute: 'spot',
});

/** The other shape: one market, market data on a socket that knows nobody, the account on one that logs in. */
export const publicAndPrivate: Exchange = defineExchange({
  name: 'split',
  dialects: {
    public: spotMarket,
    private: { ...usdt, name: 'private' },
  },
  route: ({ channel }) => (channel === 'fills' ? 'private' : 'public'),
  requestRoute: 'private',
});

/** One socket, from the venue's side. */
export interface SideSocket {
  readonly endpoint: Endpoint;
  /** What it heard: `at: json`. */
  readonly heard: string[];
  closedAt?: number;
  say(...messages: readonly unknown[]): void;
  drop(): void;
}

/** Who trades here: signs at once, and visibly. */
const trader: CredentialsOptions = { key: 'K', signer: (text) => of(`<${String(text)}>`) };

/** A client of such a venue in the time of a marble run, and the sockets it dialled. */
export interface SideBySide {
  readonly client: Client;
  readonly sockets: readonly SideSocket[];
  /** The last socket dialled at a path. */
  at(path: string): SideSocket;
}

/** The venue, which acknowledges at once (1 ms) whatever is subscribed and whoever logs in. */
export function sideBySide(
  { scheduler }: Pick<MarbleHelpers, 'scheduler'>,
  exchange: Exchange,
  options: ClientOptions = {},
): SideBySide {
  const sockets: SideSocket[] = [];
  const answered = (message: Message): Message | undefined => {
    const { event, id, channel, op, rid } = message as Fields;
    if (event !== undefined) return { event, id, channel };
    if (op === 'login') return { op, ok: true };
    return op === undefined ? undefined : { op, rid };
  };
  const client = createClient(exchange, {
    transport: (endpoint) =>
      new Observable((subscriber) => {
        const frames$ = new ReplaySubject<Frame>();
        const socket: SideSocket = {
          endpoint,
          heard: [],
          say: (...messages) => {
            for (const message of messages) frames$.next(JSON.stringify(message));
          },
          drop: () => subscriber.error(new ColdwireError('connection-lost', { code: 1006, wasClean: false })),
        };
        sockets.push(socket);
        subscriber.add(() => {
          socket.closedAt = scheduler.now();
        });
        const send = (frame: Frame): void => {
          socket.heard.push(`${scheduler.now()}: ${String(frame)}`);
          const answer = answered(JSON.parse(String(frame)) as Message);
          if (answer !== undefined) scheduler.schedule(() => socket.say(answer), 1);
        };
        subscriber.next({ frames$, bufferedAmount: 0, send });
      }),
    scheduler,
    random: () => 0.5,
    backoff: { base: 4, cap: 16 },
    linger: 5,
    requestTimeout: 100,
    credentials: trader,
    ...options,
  });
  return {
    client,
    sockets,
    at: (path) => {
      const socket = sockets.findLast(({ endpoint }) => new URL(endpoint.url).pathname === `/${path}`);
      if (socket === undefined) throw new Error(`nothing was dialled at ${path}`);
      return socket;
    },
  };
}
