import { map, Observable, type SchedulerLike, Subject, timer } from 'rxjs';
import { type Client, createClient } from '../../src/client/createClient.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { FeedEvent, StaleReason } from '../../src/model/feedEvent.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';
import type { Endpoint, Frame } from '../../src/model/seams.ts';
import type { Channel, Subscription } from '../../src/model/subscription.ts';
import type { Ticker, Trade } from '../../src/model/values.ts';
import type { BookChannel, Dialect, ReadContext, ValueChannel } from '../../src/protocol/dialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import type { Incoming } from '../../src/protocol/incoming.ts';
import type { SendContext } from '../../src/protocol/sendContext.ts';
import type { Topic } from '../../src/protocol/topic.ts';
import type { MarbleHelpers } from '../../src/testing/marbles.ts';
import type { Transport } from '../../src/transport/socket.ts';
import { crc32 } from '../../src/util/crc32.ts';

/*
 * The smallest venue that has everything a topic may meet. Its wire:
 *
 *   {"do":"subscribe","id":1,"channel":"book","depth":10,"symbols":["A","B"]}     from the client; also "unsubscribe"
 *   {"did":"subscribe","id":1,"channel":"book","depth":10,"symbol":"A"}           an answer a symbol
 *   {"cannot":"subscribe","id":1,"symbol":"A","why":"no such thing","ever":true}  a refusal, `ever`: for good
 *   {"on":"trades","symbol":"A","rows":["1"]}   {"on":"ticker","symbol":"A","last":"1"}
 *   {"on":"book","symbol":"A","snapshot":true,"bids":[["1","2"]],"asks":[["3","4"]],"checksum":1}
 *   {"beat":1}   {"re":1}   {"says":"hello"}   [several]   {"boom":1}: one that the dialect cannot classify
 */
/** What travels, decoded. */
export type Message = Readonly<Record<string, unknown>>;

/** The fields of a message, believed. */
interface Fields {
  readonly did?: 'subscribe' | 'unsubscribe';
  readonly cannot?: 'subscribe' | 'unsubscribe';
  readonly id?: number;
  readonly channel?: Channel;
  readonly symbol?: string;
  readonly depth?: number;
  readonly why?: string;
  readonly ever?: boolean;
  readonly on?: string;
  readonly says?: string;
  readonly beat?: number;
  readonly boom?: number;
  readonly re?: number;
}

/** Rows of one side of a book. */
export type Rows = readonly (readonly [price: string, size: string])[];

/** A topic of the tiny dialect. Its frames do not say how deep a book is. */
export function tinyTopic({ channel, symbol = '', depth }: Subscription): Topic {
  if (symbol === '?') throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'any but ?' });
  const deep = channel === 'book' ? { depth: (depth ?? 1) <= 10 ? 10 : 25 } : {};
  const batch = `${channel}:${deep.depth ?? ''}`;
  return {
    key: `${batch}:${symbol}`,
    route: `${channel}:${symbol}`,
    item: symbol,
    batch,
    subscription: { channel, symbol, ...deep },
  };
}

function valuesOf(payload: unknown, field: string): unknown {
  const value = (payload as Message)[field];
  if (value === undefined) throw new ColdwireError('protocol-violation', { what: `field ${field}` });
  return value;
}

const trades: ValueChannel<Trade> = {
  kind: 'values',
  topicOf: tinyTopic,
  reader:
    ({ exchange, symbol }: ReadContext) =>
    (payload, receivedAt) =>
      (valuesOf(payload, 'rows') as readonly string[]).map((id) => ({
        kind: 'trade',
        exchange,
        symbol,
        id,
        side: 'buy',
        price: 1,
        size: 1,
        priceText: '1',
        sizeText: '1',
        unit: 'base',
        time: receivedAt,
        receivedAt,
      })),
};

const ticker: ValueChannel<Ticker> = {
  kind: 'values',
  topicOf: tinyTopic,
  reader:
    ({ exchange, symbol }: ReadContext) =>
    (payload, receivedAt) => {
      const lastText = String(valuesOf(payload, 'last'));
      return [{ kind: 'ticker', exchange, symbol, last: Number(lastText), lastText, unit: 'base', receivedAt }];
    },
};

const book: BookChannel = {
  kind: 'book',
  unit: 'base',
  topicOf: tinyTopic,
  rule: {
    snapshot: 'in-band',
    depths: [10, 25],
    truncates: true,
    checksum: { levels: 10, order: 'asks-then-bids', piece: 'digits', crc: 'unsigned' },
  },
  read: (payload) => {
    const side = (field: string) =>
      (valuesOf(payload, field) as Rows).map(([priceText, sizeText]) => ({ priceText, sizeText }));
    const { snapshot, checksum } = payload as Message;
    return {
      kind: snapshot === true ? 'snapshot' : 'delta',
      bids: side('bids'),
      asks: side('asks'),
      checksum: checksum as number,
    };
  },
};

function classify(message: unknown): Incoming {
  if (Array.isArray(message)) return { kind: 'several', items: message.map(classify) };
  const { did, cannot, on, beat, says, boom, id, channel, symbol, depth, why = '', ever, re } = message as Fields;
  if (boom !== undefined) throw new TypeError('boom');
  if (beat !== undefined) return { kind: 'heartbeat' };
  if (re !== undefined) return { kind: 'reply' };
  if (says !== undefined) return { kind: 'notice', text: says };
  if (on !== undefined) return { kind: 'data', route: `${on}:${symbol ?? ''}`, payload: message };
  const named = {
    ...(id === undefined ? {} : { id: `${id}` }),
    ...(symbol === undefined ? {} : { item: symbol }),
  };
  if (cannot !== undefined) return { kind: 'refusal', verb: cannot, ...named, reason: why, permanent: ever === true };
  if (did === undefined) return { kind: 'unknown' };
  const echo = channel && {
    channel,
    ...(symbol === undefined ? {} : { symbol }),
    ...(depth === undefined ? {} : { depth }),
  };
  return { kind: 'ack', verb: did, ...named, ...(echo === undefined ? {} : { echo }) };
}

const ask =
  (verb: string) =>
  (topics: readonly Topic[], { id }: SendContext): unknown => {
    const [first] = topics;
    const { channel, depth } = first?.subscription ?? {};
    return { do: verb, id, channel, depth, symbols: topics.map(({ item }) => item) };
  };

/** The dialect: three channels, two symbols a frame, three topics a socket, dead after 50 ms without a beat or data. */
export const tinyDialect: Dialect = {
  name: 'main',
  url: { live: 'wss://tiny.example/ws?token=secret' },
  codec: { kind: 'json', numbers: 'number' },
  classify,
  channels: { trades, ticker, book },
  subscribing: { batch: 2, subscribe: ask('subscribe'), unsubscribe: ask('unsubscribe') },
  liveness: { within: 50, isProof: (message) => Array.isArray(message) || !('says' in (message as Message)) },
  capacity: { topicsPerSocket: 3 },
  idOf: (message) => {
    const { re } = message as Fields;
    return re === undefined ? undefined : `${re}`;
  },
  withId: (message) => message,
};

/** The venue that speaks it, or something like it. */
const tiny = (dialect: Dialect): Exchange => ({
  name: 'tiny',
  dialects: { main: dialect },
  route: ({ channel }) => (channel in dialect.channels ? 'main' : undefined),
});

/** A book frame with the checksum of the `whole` book after it, which for a snapshot is its own rows. */
export function bookFrame(
  symbol: string,
  rows: { bids?: Rows; asks?: Rows },
  whole?: { bids: Rows; asks: Rows },
): Message {
  const { bids = [], asks = [] } = rows;
  const { bids: allBids, asks: allAsks } = whole ?? { bids, asks };
  const digits = (text: string): string => text.replace('.', '').replace(/^0+/, '');
  const checksum = crc32([...allAsks, ...allBids].map(([price, size]) => digits(price) + digits(size)).join(''));
  return { on: 'book', symbol, ...(whole === undefined ? { snapshot: true } : {}), bids, asks, checksum };
}

/** One socket of the venue, from its own side. */
export interface TinySocket {
  readonly at: number;
  readonly endpoint: Endpoint;
  closedAt?: number;
  /** What it heard, as `at: + channel symbols` for subscribe and `-` for unsubscribe. */
  readonly heard: string[];
  /** Whether the client still listens. */
  listened(): boolean;
  say(...messages: readonly unknown[]): void;
  /** Says what is no JSON, or is to be said as it stands. */
  sayFrame(frame: Frame): void;
  /** Ends it; by default without a close frame. */
  drop(error?: Error): void;
}

/** What the venue does by itself. */
export interface TinyBehaviour {
  /** Milliseconds to an acknowledgement, and for a book its snapshot right after. Default 1; `undefined`: none comes. */
  readonly ackAfter?: number | undefined;
  /** The language of its client. Default: {@link tinyDialect}. */
  readonly dialect?: Dialect;
  /** Whether a book's snapshot follows its acknowledgement. Default: it does. */
  readonly snapshots?: boolean;
  /** Refuses a symbol. `true`: for good. Default: never. */
  readonly refuses?: (symbol: string, channel: string) => boolean | undefined;
  /** Does something with each socket once it is open. Default: nothing. */
  readonly onOpen?: (socket: TinySocket) => void;
  /** Keeps a dial from opening. Default: never. */
  readonly failsDial?: (dial: number) => Error | undefined;
}

/** The venue: a transport for the client, and hands to play it by. */
export interface TinyVenue {
  readonly transport: Transport;
  readonly sockets: readonly TinySocket[];
  /** How many sockets are open. */
  open(): number;
  /** Its last socket. */
  last(): TinySocket;
}

const SNAPSHOT = { bids: [['1', '1']], asks: [['9', '1']] } as const;

/** A tiny venue, whose sockets open at once. */
export function tinyVenue(scheduler: SchedulerLike, behaviour: TinyBehaviour = {}): TinyVenue {
  const { snapshots = true, refuses = () => undefined, failsDial = () => undefined } = behaviour;
  const ackAfter = 'ackAfter' in behaviour ? behaviour.ackAfter : 1;
  const sockets: TinySocket[] = [];
  let dialled = 0;

  const answer = (socket: TinySocket, { do: verb, id, channel, depth, symbols }: Message): void => {
    for (const symbol of symbols as readonly string[]) {
      const ever = verb === 'subscribe' ? refuses(symbol, String(channel)) : undefined;
      if (ever !== undefined) socket.say({ cannot: verb, id, symbol, why: 'no such thing', ever });
      else socket.say({ did: verb, id, channel, depth, symbol });
      if (snapshots && ever === undefined && verb === 'subscribe' && channel === 'book')
        socket.say(bookFrame(symbol, SNAPSHOT));
    }
  };

  const transport: Transport = (endpoint) =>
    new Observable((subscriber) => {
      const failure = failsDial(++dialled);
      if (failure !== undefined) {
        subscriber.error(failure);
        return;
      }
      const frames$ = new Subject<Frame>();
      const socket: TinySocket = {
        at: scheduler.now(),
        endpoint,
        heard: [],
        listened: () => frames$.observed,
        say: (...messages) => {
          for (const message of messages) frames$.next(JSON.stringify(message));
        },
        sayFrame: (frame) => frames$.next(frame),
        drop: (error = new ColdwireError('connection-lost', { code: 1006, wasClean: false })) =>
          subscriber.error(error),
      };
      sockets.push(socket);
      behaviour.onOpen?.(socket);
      subscriber.add(() => {
        socket.closedAt = scheduler.now();
      });
      subscriber.next({
        frames$,
        bufferedAmount: 0,
        send: (frame) => {
          if (socket.closedAt !== undefined) throw new ColdwireError('not-sent');
          const text = String(frame);
          const heard = (text.startsWith('{') ? JSON.parse(text) : {}) as Message;
          const { do: verb, channel, depth = '', symbols } = heard;
          if (!Array.isArray(symbols)) {
            socket.heard.push(`${scheduler.now()}: ${text}`);
            return;
          }
          socket.heard.push(
            `${scheduler.now()}: ${verb === 'subscribe' ? '+' : '-'}${channel}${depth} ${symbols.join()}`,
          );
          if (ackAfter !== undefined) subscriber.add(timer(ackAfter, scheduler).subscribe(() => answer(socket, heard)));
        },
      });
    });

  return {
    transport,
    sockets,
    open: () => sockets.filter(({ closedAt }) => closedAt === undefined).length,
    last: () => {
      const socket = sockets.at(-1);
      if (socket === undefined) throw new Error('nothing was dialled');
      return socket;
    },
  };
}

/** A client with its venue and what it reported. */
export interface TinyClient {
  readonly client: Client;
  readonly venue: TinyVenue;
  readonly reports: readonly ReportEvent[];
  /** What it reported of latencies. */
  readonly latencies: readonly ReportEvent[];
}

/** A client of the venue in the scheduler's time: quick to linger, to time out and to try again (2, 4, then 8 ms). */
export function tinyClient(
  scheduler: SchedulerLike,
  behaviour: TinyBehaviour = {},
  options: ClientOptions = {},
): TinyClient {
  const venue = tinyVenue(scheduler, behaviour);
  const reports: ReportEvent[] = [];
  const latencies: ReportEvent[] = [];
  const client = createClient(tiny(behaviour.dialect ?? tinyDialect), {
    transport: venue.transport,
    scheduler,
    random: () => 0.5,
    backoff: { base: 4, cap: 16, stableAfter: 1_000 },
    linger: 5,
    ackTimeout: 10,
    reporter: { next: (event) => (event.kind === 'latency' ? latencies : reports).push(event) },
    ...options,
  });
  return { client, venue, reports, latencies };
}

/** A tiny client on a stage of marbles. */
export interface Staged extends TinyClient {
  /** Acts at the instants of a picture. */
  play(picture: string, acts: Readonly<Record<string, (venue: TinyVenue) => void>>): void;
  /** A feed as {@link marked}. */
  feed(subscription: Subscription): Observable<string>;
}

/** A tiny client in the time of a marble run. */
export function staged(
  { scheduler, cold }: Pick<MarbleHelpers, 'scheduler' | 'cold'>,
  behaviour: TinyBehaviour = {},
  options: ClientOptions = {},
): Staged {
  const tinies = tinyClient(scheduler, behaviour, options);
  return {
    ...tinies,
    play: (picture, acts) => {
      cold(picture, { ...acts }).subscribe((act) => act(tinies.venue));
    },
    feed: (subscription) => marked(tinies.client.feed(subscription)),
  };
}

/** A frame of trades, told by their ids. */
export function tradesFrame(symbol: string, ...rows: readonly string[]): Message {
  return { on: 'trades', symbol, rows };
}

/** A frame of a ticker. */
export function tickerFrame(symbol: string, last: string): Message {
  return { on: 'ticker', symbol, last };
}

const REASONS: Readonly<Record<StaleReason, string>> = {
  connecting: 'c',
  'connection-lost': 'x',
  silence: 'q',
  'sequence-gap': 'g',
  'checksum-mismatch': 'k',
  crossed: 'z',
  overflow: 'o',
  'unsubscribed-by-venue': 'u',
  'rejected-for-now': 'r',
  'ack-timeout': 't',
  'authentication-lost': 'a',
  'local-stall': 's',
};

/** A feed in marbles: `L` for live, of a reason its letter in {@link REASONS}, of data the trade's id, last or best bid. */
export function marked(feed$: Observable<FeedEvent<unknown>>): Observable<string> {
  return feed$.pipe(
    map((event) => {
      if (event.kind === 'live') return 'L';
      if (event.kind === 'stale') return REASONS[event.reason];
      const value = event.value as Trade | Ticker | OrderBook;
      if (value.kind === 'trade') return value.id;
      return value.kind === 'ticker' ? value.lastText : (value.bestBid?.priceText ?? '-');
    }),
  );
}
