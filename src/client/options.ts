import { asyncScheduler, type Observer, type SchedulerLike } from 'rxjs';
import type { Credentials, CredentialsOptions } from '../auth/credentialsOf.ts';
import type { Budget } from '../../operators/budget.ts';
import { type Backoff, backoffOf } from '../connection/options.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import { type ConnectionLimits, outboundLimits } from '../limits/outboundLimits.ts';
import type { Instrument } from '../model/instrument.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Clock } from '../model/seams.ts';
import type { Dialect } from '../protocol/dialect.ts';
import { clockOf, systemClock } from '../transport/clock.ts';
import { fetchHttp } from '../transport/fetchHttp.ts';
import type { Http } from '../transport/http.ts';
import type { Transport } from '../transport/socket.ts';
import { webSocketTransport } from '../transport/webSocketTransport.ts';
import { countOption } from '../util/countOption.ts';
import { durationOption } from '../util/durationOption.ts';
import { entropicRandom } from '../util/random.ts';
import { type Changing, changing } from './changing.ts';
import { changingCredentials } from './changingCredentials.ts';

/** How a client behaves. Durations are milliseconds. */
export interface ClientOptions {
  /** Which of the venue's worlds to dial. Default `live`. */
  readonly environment?: 'live' | 'test';
  /** Replaces the origin of every endpoint, or of those named: `wss://proxy.example`. May change, as `enabled` says. */
  readonly url?: Changing<Origins | undefined>;
  /**
   * Replaces the origin of every REST endpoint, or of those of the dialects named: `https://proxy.example`. May change, as
   * `enabled` says.
   */
  readonly restUrl?: Changing<Origins | undefined>;
  /** Handshake headers, where the runtime can send them. May change, as `enabled` says. */
  readonly headers?: Changing<Readonly<Record<string, string>> | undefined>;
  /**
   * `http://[user:password@]host:port` of a proxy that speaks CONNECT, where the runtime can use one. May change, as
   * `enabled` says.
   */
  readonly proxy?: Changing<string | undefined>;
  /**
   * Whether there may be sockets. While there may not, feeds are stale (`connection-lost`, or still `connecting`) and wait.
   * Default true.
   *
   * Like `url`, `restUrl`, `headers`, `proxy` and `credentials` a value, or an Observable of values. It is subscribed while sockets are wanted; until
   * each has emitted, nothing is dialled. A new value makes the feeds of each socket that it concerns stale (`connection-lost`),
   * closes that socket (1000), and dials the next at once, without backoff, where they are subscribed anew; an equal one
   * changes nothing. Completion keeps the last value. An error, or a value that cannot be meant, is `invalid-options` for
   * every feed: where to dial, or whether, is then unknown.
   */
  readonly enabled?: Changing<boolean>;
  /**
   * Who to log in as, where the venue asks: `key` with `secret`, or with a `signer` in its place. They go over encrypted
   * connections (or to this machine) and to the venue alone, or to what `url` and `restUrl` say in its place. May change, as
   * `enabled` says, for another key of the same account: that concerns the sockets of dialects that know credentials, and
   * no other waits for a first value. Accounts side by side are clients side by side.
   */
  readonly credentials?: Changing<CredentialsOptions | undefined>;
  /** What is known of instruments beforehand; the venue is asked for none of them. Default: nothing is. */
  readonly instruments?: Iterable<Instrument>;
  /** Asks the venue's REST side. Default: {@link fetchHttp}. */
  readonly http?: Http;
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
    /** Most requests pending on one socket, those not yet sent included. Default 1,000. */
    readonly pending?: number;
    /**
     * Most sockets at once, those that linger counted. A topic that finds no place is `stale` (`connecting`) until one is free;
     * those that wait are placed in the order they came. Default: as many as it takes.
     */
    readonly sockets?: number;
    /** Taken for every frame and every book asked of REST, beside the venue's own limits; shared with whatever else uses the same objects. */
    readonly budgets?: readonly Budget[];
  };
  /** Told what happens behind the feeds. */
  readonly reporter?: Partial<Observer<ReportEvent>>;
}

/** What replaces the origins of a venue's endpoints: one text all of them, or each its own by name. */
export type Origins = string | Readonly<Record<string, string>>;

/** The options with every default in place. */
export interface ClientSettings {
  readonly environment: 'live' | 'test';
  readonly url: Changing<Origins | undefined>;
  readonly restUrl: Changing<Origins | undefined>;
  readonly headers: Changing<Readonly<Record<string, string>> | undefined>;
  readonly proxy: Changing<string | undefined>;
  readonly enabled: Changing<boolean>;
  readonly credentials: Changing<Credentials | undefined>;
  readonly instruments: readonly Instrument[];
  readonly http: Http;
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
  readonly sockets: number;
  /** What the connections of a dialect must heed. */
  readonly limitsOf: (dialect: Pick<Dialect, 'limits'>) => ConnectionLimits;
}

/** Most signals a topic may send before its acknowledgement. */
export const HELD_SIGNALS = 1_000;

/** Fills in the defaults. Throws `invalid-options` naming what cannot be meant with these dialects. */
export function settingsOf(
  options: ClientOptions,
  dialects: readonly Pick<Dialect, 'name' | 'limits' | 'rest'>[],
): ClientSettings {
  const { scheduler = asyncScheduler, limits = {}, environment = 'live' } = options;
  if (environment !== 'live' && environment !== 'test') throw invalid('environment', 'live or test');
  const names = dialects.map(({ name }) => name);
  const dialTimeout = durationOption('dialTimeout', options.dialTimeout, 10_000);
  const clock = options.clock ?? (options.scheduler === undefined ? systemClock : clockOf(scheduler));
  const limitsOf = outboundLimits(limits.budgets, { scheduler, clock });
  for (const dialect of dialects) for (const side of [dialect, dialect.rest ?? {}]) limitsOf(side);
  return {
    environment,
    url: changing('url', options.url, (url) => checkUrls('url', url, names)),
    restUrl: changing('restUrl', options.restUrl, (url) => checkUrls('restUrl', url, names)),
    headers: changing('headers', options.headers),
    proxy: changing('proxy', options.proxy),
    enabled: changing('enabled', options.enabled ?? true, checkEnabled),
    credentials: changingCredentials(options.credentials),
    instruments: [...(options.instruments ?? [])],
    http: options.http ?? fetchHttp,
    transport: options.transport ?? webSocketTransport({ scheduler, dialTimeout }),
    scheduler,
    clock,
    random: options.random ?? entropicRandom(),
    backoff: backoffOf(options.backoff),
    linger: durationOption('linger', options.linger, 1_000),
    dialTimeout,
    ackTimeout: durationOption('ackTimeout', options.ackTimeout, 10_000),
    requestTimeout: durationOption('requestTimeout', options.requestTimeout, 10_000),
    topicsPerSocket: countOption('limits.topicsPerSocket', limits.topicsPerSocket, Number.POSITIVE_INFINITY),
    pending: countOption('limits.pending', limits.pending, 1_000),
    sockets: countOption('limits.sockets', limits.sockets, Number.POSITIVE_INFINITY),
    limitsOf,
  };
}

function checkEnabled(enabled: boolean): void {
  if (typeof enabled !== 'boolean') throw invalid('enabled', 'true or false');
}

/** A name that no dialect has is refused: what it was meant to replace would be dialled at the venue instead. */
function checkUrls(option: 'url' | 'restUrl', url: Origins = {}, names: readonly string[]): void {
  const scheme = option === 'url' ? 'ws' : 'http';
  const check = (name: string, origin: string): void => {
    if (!new RegExp(`^${scheme}s?://`).test(origin) || !URL.canParse(origin))
      throw invalid(name, `${scheme}://host or ${scheme}s://host`);
  };
  if (typeof url === 'string') check(option, url);
  else
    for (const [name, origin] of Object.entries(url)) {
      if (!names.includes(name)) throw invalid(`${option}.${name}`, names.join(' or '));
      check(`${option}.${name}`, origin);
    }
}

function invalid(option: string, expected: string): ColdwireError {
  return new ColdwireError('invalid-options', { option, expected });
}
