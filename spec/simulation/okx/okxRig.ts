import { createHmac } from 'node:crypto';
import type { Subscription } from 'rxjs';
import { demoAccount, type SimulateVenueOptions, simulateVenue, type Venue } from '../../../src/simulation/index.ts';
import type { Socket } from '../../../src/transport/socket.ts';
import { type HandClock, handClock } from '../bareClient.ts';

/** As much of OKX's messages as the specs look at. */
export interface OkxMessage {
  readonly id?: string;
  readonly event?: string;
  readonly code?: string;
  readonly msg?: string;
  readonly op?: string;
  readonly connId?: string;
  readonly channel?: string;
  readonly connCount?: string;
  readonly arg?: Readonly<Record<string, string>>;
  readonly action?: string;
  readonly data?: readonly OkxRow[];
}
export type OkxRow = Readonly<Record<string, string>> & {
  readonly asks: readonly OkxLevel[];
  readonly bids: readonly OkxLevel[];
  readonly seqId: number;
  readonly prevSeqId: number;
  readonly checksum: number;
};
export type OkxLevel = readonly [price: string, size: string, old: string, orders: string];

/** What a client heard: the frame, as text and parsed, and when. */
export interface OkxHeard {
  readonly at: number;
  readonly text: string;
  readonly message: OkxMessage;
}

/** A client that only sends and writes down. */
export interface OkxClient {
  readonly heard: readonly OkxHeard[];
  readonly errors: readonly unknown[];
  readonly send: (message: unknown) => void;
  readonly subscribe: (channel: string, instId: string | readonly string[], id?: string) => void;
  readonly unsubscribe: (channel: string, instId: string, id?: string) => void;
  readonly login: (fields?: Readonly<Record<string, string>>) => void;
  /** Frames that are no data. */
  readonly events: () => readonly OkxMessage[];
  readonly of: (channel: string, instId?: string) => readonly OkxHeard[];
  readonly rows: (channel: string, instId?: string) => readonly OkxRow[];
  readonly socket: () => Socket | undefined;
  readonly leave: () => void;
}

/** The signature of OKX's login, as its documentation makes it. */
export const signed = (timestamp: string, secret: string = demoAccount.secret): string =>
  createHmac('sha256', secret).update(`${timestamp}GET/users/self/verify`).digest('base64');

function okxClient(venue: Pick<Venue, 'transport'>, clock: HandClock, url: string): OkxClient {
  const heard: OkxHeard[] = [];
  const errors: unknown[] = [];
  const early: string[] = [];
  let socket: Socket | undefined;
  let reading: Subscription | undefined;
  const dialling = venue.transport({ url }).subscribe({
    next(opened) {
      socket = opened;
      reading = opened.frames$.subscribe((frame) => {
        const text = String(frame);
        heard.push({ at: clock.now(), text, message: parsed(text) });
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
  const of: OkxClient['of'] = (channel, instId) =>
    heard.filter(
      ({ message: { arg, data } }) =>
        data !== undefined && arg?.channel === channel && (instId === undefined || arg.instId === instId),
    );
  const asked = (op: string, channel: string, instIds: readonly string[], id?: string): void =>
    send({ ...(id === undefined ? {} : { id }), op, args: instIds.map((instId) => ({ channel, instId })) });
  return {
    heard,
    errors,
    send,
    of,
    socket: () => socket,
    rows: (channel, instId) => of(channel, instId).flatMap(({ message }) => message.data ?? []),
    events: () => heard.flatMap(({ message }) => (message.event === undefined ? [] : [message])),
    subscribe: (channel, instId, id) => asked('subscribe', channel, [instId].flat(), id),
    unsubscribe: (channel, instId, id) => asked('unsubscribe', channel, [instId], id),
    login(fields = {}) {
      const timestamp = fields.timestamp ?? String(Math.floor(clock.now() / 1_000));
      const { key: apiKey, passphrase } = demoAccount;
      send({ op: 'login', args: [{ apiKey, passphrase, timestamp, sign: signed(timestamp), ...fields }] });
    },
    leave() {
      reading?.unsubscribe();
      dialling.unsubscribe();
    },
  };
}

function parsed(text: string): OkxMessage {
  try {
    return JSON.parse(text) as OkxMessage;
  } catch {
    return {};
  }
}

/** A venue under a clock of its own, and what dials it. */
export interface OkxRig {
  readonly clock: HandClock;
  readonly venue: Venue;
  readonly dial: (endpoint?: 'public' | 'private' | 'business') => OkxClient;
}

export function okxRig(options: Omit<SimulateVenueOptions, 'scheduler'> = {}, start = 1_790_000_000_000): OkxRig {
  const clock = handClock(start);
  const venue = simulateVenue('okx', { seed: 1, ...options, scheduler: clock });
  return {
    clock,
    venue,
    dial: (endpoint = 'public') => okxClient(venue, clock, `wss://ws.okx.com:8443/ws/v5/${endpoint}`),
  };
}
