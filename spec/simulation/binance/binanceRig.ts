import type { Subscription } from 'rxjs';
import { simulateVenue, type SimulateVenueOptions, type Venue } from '../../../src/simulation/index.ts';
import type { Socket } from '../../../src/transport/socket.ts';
import { type HandClock, handClock } from '../bareClient.ts';

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** What a client heard, and when. */
export interface HeardFrame {
  readonly at: number;
  readonly text: string;
  readonly message: Json;
}

/** A client that only sends and writes down. */
export interface BinanceClient {
  readonly heard: readonly HeardFrame[];
  /** Data of a stream on a combined socket, without its envelope. */
  readonly of: (stream: string) => readonly Json[];
  readonly errors: readonly { readonly context?: Readonly<Record<string, unknown>> }[];
  readonly send: (message: unknown) => void;
  readonly socket: () => Socket | undefined;
  readonly leave: () => void;
}

/** An answer of the REST side. */
export interface RestReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** A venue under a clock of its own, what dials it and what asks its REST side. */
export interface BinanceRig {
  readonly clock: HandClock;
  readonly venue: Venue;
  readonly dial: (path: string) => BinanceClient;
  readonly rest: (
    method: string,
    path: string,
    more?: { readonly headers?: Record<string, string>; readonly body?: string },
  ) => RestReply;
}

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {} as Json;
  }
};

function client(venue: Venue, clock: HandClock, url: string): BinanceClient {
  const heard: HeardFrame[] = [];
  const errors: { readonly context?: Readonly<Record<string, unknown>> }[] = [];
  let socket: Socket | undefined;
  let reading: Subscription | undefined;
  const early: string[] = [];
  const dialling = venue.transport({ url }).subscribe({
    next(opened) {
      socket = opened;
      reading = opened.frames$.subscribe((frame) => {
        const text = String(frame);
        heard.push({ at: clock.now(), text, message: parsed(text) });
      });
      for (const text of early) opened.send(text);
    },
    error: (error: { readonly context?: Readonly<Record<string, unknown>> }) => void errors.push(error),
  });
  return {
    heard,
    errors,
    socket: () => socket,
    of: (stream) => heard.flatMap(({ message }) => (message['stream'] === stream ? [message['data'] as Json] : [])),
    send(message) {
      const text = typeof message === 'string' ? message : JSON.stringify(message);
      if (socket === undefined) early.push(text);
      else socket.send(text);
    },
    leave() {
      reading?.unsubscribe();
      dialling.unsubscribe();
    },
  };
}

/** Binance, its time moved by hand. */
export function binanceRig(
  options: Omit<SimulateVenueOptions, 'scheduler'> = {},
  start: number = Date.UTC(2026, 7, 1),
): BinanceRig {
  const clock = handClock(start);
  const venue = simulateVenue('binance', { seed: 1, ...options, scheduler: clock });
  return {
    clock,
    venue,
    dial: (path) => client(venue, clock, `wss://binance.test${path}`),
    rest(method, path, more = {}) {
      let reply: RestReply | undefined;
      venue.http({ method, url: `https://binance.test${path}`, ...more }).subscribe(({ status, headers, body }) => {
        reply = { status, headers, body: parsed(body) };
      });
      if (reply === undefined) throw new Error('REST did not answer at once');
      return reply;
    },
  };
}

type Row = readonly [price: string, size: string];

/** A book as plain as can be: rows of text, by price. */
export interface PlainRows {
  readonly bids: readonly Row[];
  readonly asks: readonly Row[];
}

const changed = (rows: readonly Row[], changes: readonly Row[], sign: 1 | -1): readonly Row[] => {
  const byPrice = new Map(rows.map((row) => [row[0], row]));
  for (const row of changes) {
    if (Number(row[1]) === 0) byPrice.delete(row[0]);
    else byPrice.set(row[0], row);
  }
  return [...byPrice.values()].sort(([a], [b]) => (Number(a) - Number(b)) * sign);
};

/** The rows after one more change. */
export function rowsAfter({ bids, asks }: PlainRows, event: Json): PlainRows {
  return {
    bids: changed(bids, event['b'] as readonly Row[], -1),
    asks: changed(asks, event['a'] as readonly Row[], 1),
  };
}

/** The truth in the same form. */
export function rowsOfTruth(venue: Pick<Venue, 'book'>, symbol: string, depth?: number): PlainRows {
  const { bids, asks } = venue.book(symbol);
  const rows = (levels: typeof bids): readonly Row[] =>
    levels.slice(0, depth).map(({ priceText, sizeText }) => [priceText, sizeText]);
  return { bids: rows(bids), asks: rows(asks) };
}
