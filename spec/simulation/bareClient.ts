import { type SchedulerAction, type SchedulerLike, type Subscription, VirtualTimeScheduler } from 'rxjs';
import { type SimulateVenueOptions, simulateVenue, type Venue } from '../../src/simulation/index.ts';
import type { Socket } from '../../src/transport/socket.ts';

/** What a bare client heard: the frame, as text and parsed, and when. */
export interface Heard {
  readonly at: number;
  readonly text: string;
  readonly message: KrakenMessage;
}

/** As much of Kraken's messages as the specs look at. */
export interface KrakenMessage {
  readonly channel?: string;
  readonly type?: string;
  readonly method?: string;
  readonly success?: boolean;
  readonly error?: string;
  readonly symbol?: string;
  readonly req_id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly data?: readonly Readonly<Record<string, unknown>>[];
}

/** A client that only sends and writes down. */
export interface BareClient {
  readonly heard: readonly Heard[];
  readonly of: (channel: string, type?: string, symbol?: string) => readonly Heard[];
  readonly answers: () => readonly Heard[];
  readonly errors: readonly unknown[];
  readonly send: (message: unknown) => void;
  readonly socket: () => Socket | undefined;
  readonly subscribe: (channel: string, symbol: string | readonly string[], params?: object, id?: number) => void;
  readonly leave: () => void;
}

const URL_OF_KRAKEN = 'wss://ws.kraken.com/v2';

/** Dials the venue; what is sent before the socket is open is sent once it is. */
export function bareClient(
  venue: Pick<Venue, 'transport'>,
  scheduler: SchedulerLike,
  url: string = URL_OF_KRAKEN,
): BareClient {
  const heard: Heard[] = [];
  const errors: unknown[] = [];
  const early: string[] = [];
  let socket: Socket | undefined;
  let reading: Subscription | undefined;
  const dialling = venue.transport({ url }).subscribe({
    next(opened) {
      socket = opened;
      reading = opened.frames$.subscribe((frame) => {
        const text = String(frame);
        heard.push({ at: scheduler.now(), text, message: parsed(text) });
      });
      for (const text of early) opened.send(text);
    },
    error: (error: unknown) => void errors.push(error),
  });
  const send = (message: unknown): void => {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    if (socket === undefined) early.push(text);
    else socket.send(text);
  };
  return {
    heard,
    errors,
    send,
    socket: () => socket,
    answers: () => heard.filter(({ message }) => message.method !== undefined || message.error !== undefined),
    of: (channel, type, symbol) =>
      heard.filter(
        ({ message }) =>
          message.channel === channel &&
          (type === undefined || message.type === type) &&
          (symbol === undefined || message.data?.[0]?.symbol === symbol),
      ),
    subscribe: (channel, symbol, params = {}, id) =>
      send({
        method: 'subscribe',
        params: { channel, symbol: typeof symbol === 'string' ? [symbol] : symbol, ...params },
        ...(id === undefined ? {} : { req_id: id }),
      }),
    leave() {
      reading?.unsubscribe();
      dialling.unsubscribe();
    },
  };
}

function parsed(text: string): KrakenMessage {
  try {
    return JSON.parse(text) as KrakenMessage;
  } catch {
    return {};
  }
}

/** A scheduler whose time passes only when told to. */
export interface HandClock extends SchedulerLike {
  /** Does all that is due in the next `ms` milliseconds. */
  pass(ms: number): void;
  /** Timers that wait. */
  waiting(): number;
}

/** Virtual time that stands at `start` until it is told to pass. */
export function handClock(start = 0): HandClock {
  const virtual = new VirtualTimeScheduler();
  const waiting = new Set<object>();
  virtual.maxFrames = 0;
  return {
    now: () => start + virtual.now(),
    waiting: () => waiting.size,
    schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay?: number, state?: T): Subscription {
      const token = {};
      waiting.add(token);
      const done = (): void => void waiting.delete(token);
      const action = virtual.schedule(
        function run(this: SchedulerAction<T>, given?: T) {
          done();
          work.call(this, given);
        },
        delay,
        state,
      );
      action.add(done);
      return action;
    },
    pass(ms) {
      virtual.maxFrames += ms;
      virtual.flush();
      virtual.frame = virtual.maxFrames;
    },
  };
}

/** A venue under a clock of its own, and what dials it. */
export interface Rig {
  readonly clock: HandClock;
  readonly venue: Venue;
  readonly dial: (url?: string) => BareClient;
}

export function rig(options: Omit<SimulateVenueOptions, 'scheduler'> = {}, start = 0): Rig {
  const clock = handClock(start);
  const venue = simulateVenue('kraken', { seed: 1, ...options, scheduler: clock });
  return { clock, venue, dial: (url?: string) => bareClient(venue, clock, url) };
}
