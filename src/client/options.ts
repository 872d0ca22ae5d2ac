import { asyncScheduler, type Observer, type SchedulerLike } from 'rxjs';
import { type Backoff, defaultBackoff } from '../connection/options.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Clock } from '../model/seams.ts';
import { clockOf, systemClock } from '../transport/clock.ts';
import type { Transport } from '../transport/socket.ts';
import { webSocketTransport } from '../transport/webSocketTransport.ts';
import { entropicRandom } from '../util/random.ts';

/** How a client behaves. Durations are milliseconds. */
export interface ClientOptions {
  /** Which of the venue's worlds to dial. Default `live`. */
  readonly environment?: 'live' | 'test';
  /** Replaces the origin of every endpoint, or of those named: `wss://proxy.example`. */
  readonly url?: string | Readonly<Record<string, string>>;
  /** Handshake headers, where the runtime can send them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `http://[user:password@]host:port` of a proxy that speaks CONNECT, where the runtime can use one. */
  readonly proxy?: string;
  /** Default: {@link webSocketTransport}. */
  readonly transport?: Transport;
  /** Runs every timer. Default: rxjs's asyncScheduler. */
  readonly scheduler?: SchedulerLike;
  /** Default: the scheduler's `now` if a scheduler is given, else the machine's clocks. */
  readonly clock?: Clock;
  /** Numbers in [0, 1) for jitter. Default: seeded from the machine's entropy. */
  readonly random?: () => number;
  /** Pauses between attempts. Default 1,000 doubling to 30,000, fresh after 60,000 of good life. */
  readonly backoff?: Partial<Backoff>;
  /** How long a topic outlives its last subscriber, and then a socket its last topic. Default 1,000. */
  readonly linger?: number;
  /** Until a socket must be open. Default 10,000. */
  readonly dialTimeout?: number;
  /** Until a subscription must be acknowledged, and then a book's snapshot be there. Default 10,000. */
  readonly ackTimeout?: number;
  /** Until a request must be answered. Default 10,000. */
  readonly requestTimeout?: number;
  readonly limits?: {
    /** Most topics on one socket. Default: what the venue allows. */
    readonly topicsPerSocket?: number;
    /** Most requests pending on one socket. Default 1,000. */
    readonly pending?: number;
  };
  /** Told what happens behind the feeds. */
  readonly reporter?: Partial<Observer<ReportEvent>>;
}

/** The options with every default in place. */
export interface ClientSettings {
  readonly environment: 'live' | 'test';
  readonly url: string | Readonly<Record<string, string>> | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly proxy: string | undefined;
  readonly transport: Transport;
  readonly scheduler: SchedulerLike;
  readonly clock: Clock;
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly linger: number;
  readonly dialTimeout: number;
  readonly ackTimeout: number;
  readonly requestTimeout: number;
  readonly topicsPerSocket: number;
  readonly pending: number;
}

/** Most signals a topic may send before its acknowledgement. */
export const HELD_SIGNALS = 1_000;

/** Fills in the defaults. Throws `invalid-options` naming what cannot be meant. */
export function settingsOf(options: ClientOptions): ClientSettings {
  const { scheduler = asyncScheduler, limits = {}, environment = 'live' } = options;
  if (environment !== 'live' && environment !== 'test') throw invalid('environment', 'live or test');
  for (const url of typeof options.url === 'string' ? [options.url] : Object.values(options.url ?? {})) checkUrl(url);
  const dialTimeout = milliseconds('dialTimeout', options.dialTimeout, 10_000);
  return {
    environment,
    url: options.url,
    headers: options.headers,
    proxy: options.proxy,
    transport: options.transport ?? webSocketTransport({ scheduler, dialTimeout }),
    scheduler,
    clock: options.clock ?? (options.scheduler === undefined ? systemClock : clockOf(scheduler)),
    random: options.random ?? entropicRandom(),
    backoff: backoffOf(options.backoff),
    linger: milliseconds('linger', options.linger, 1_000),
    dialTimeout,
    ackTimeout: milliseconds('ackTimeout', options.ackTimeout, 10_000),
    requestTimeout: milliseconds('requestTimeout', options.requestTimeout, 10_000),
    topicsPerSocket: count('limits.topicsPerSocket', limits.topicsPerSocket, Number.POSITIVE_INFINITY),
    pending: count('limits.pending', limits.pending, 1_000),
  };
}

function backoffOf(backoff: Partial<Backoff> = {}): Backoff {
  return {
    base: milliseconds('backoff.base', backoff.base, defaultBackoff.base),
    cap: milliseconds('backoff.cap', backoff.cap, defaultBackoff.cap),
    stableAfter: milliseconds('backoff.stableAfter', backoff.stableAfter, defaultBackoff.stableAfter),
  };
}

function milliseconds(option: string, value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (Number.isFinite(value) && value >= 0) return value;
  throw invalid(option, 'milliseconds, not negative');
}

function count(option: string, value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw invalid(option, 'a positive integer');
}

function checkUrl(url: string): void {
  if (!/^wss?:\/\//.test(url) || !URL.canParse(url)) throw invalid('url', 'ws://host or wss://host');
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}
