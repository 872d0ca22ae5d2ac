import type { BookChannel, Dialect, Exchange, Topic } from '../src/index.ts';
import { levelsOf } from '../src/index.ts';

/** A venue that streams numbered books as Binance does, as lean as a dialect can be; its first frame is the snapshot. */
interface Depth {
  readonly stream?: string;
  readonly data?: { readonly U: number; readonly u: number; readonly b: unknown; readonly a: unknown };
  readonly id?: number;
}

const ROUTE = 'btcusdt@depth@100ms';
const topic: Topic = {
  key: ROUTE,
  route: ROUTE,
  item: ROUTE,
  batch: '',
  subscription: { channel: 'book', symbol: 'BTC/USD', depth: 1_000 },
};

const book: BookChannel = {
  kind: 'book',
  unit: 'base',
  topicOf: () => topic,
  rule: { snapshot: 'in-band', sequence: 'range', depths: [1_000], truncates: false },
  read: (payload) => {
    const { U: first, u: last, b, a } = payload as NonNullable<Depth['data']>;
    return { kind: first === 0 ? 'snapshot' : 'delta', bids: levelsOf(b, 'b'), asks: levelsOf(a, 'a'), first, last };
  },
};

const main: Dialect<Depth> = {
  name: 'main',
  url: { live: 'wss://streams.example/ws' },
  codec: { kind: 'json', numbers: 'number', levels: ['b', 'a'] },
  classify: ({ stream, data, id }) => {
    if (stream !== undefined) return { kind: 'data', route: stream, payload: data };
    return { kind: 'ack', verb: 'subscribe', id: String(id) };
  },
  channels: { book },
  subscribing: {
    batch: 1,
    subscribe: (topics, { id }) => ({ method: 'SUBSCRIBE', params: topics.map(({ item }) => item), id }),
    unsubscribe: (topics, { id }) => ({ method: 'UNSUBSCRIBE', params: topics.map(({ item }) => item), id }),
  },
  liveness: { within: 60_000, isProof: () => true },
  capacity: { topicsPerSocket: 100 },
  idOf: () => undefined,
  withId: (message) => message,
};

/** The venue. */
export const streams: Exchange = { name: 'streams', dialects: { main: main as Dialect }, route: () => 'main' };
