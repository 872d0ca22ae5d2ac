import { asyncScheduler, defer, filter, map, type Observable, type ObservableInput, type SchedulerLike } from 'rxjs';
import { decoderOf, encodeJson } from '../codec/jsonCodec.ts';
import type { Clock, Endpoint, Frame } from '../model/seams.ts';
import { clockOf, systemClock } from '../transport/clock.ts';
import type { Transport } from '../transport/socket.ts';
import { webSocketTransport } from '../transport/webSocketTransport.ts';
import { entropicRandom } from '../util/random.ts';
import type { Connection } from './connection.ts';
import { connectionLife } from './connectionLife.ts';
import { type Backoff, type ConnectionSettings, defaultBackoff, type Heartbeat, type Silence } from './options.ts';

/** How to reach and speak to a WebSocket API. */
export interface ConnectOptions<M = unknown> {
  /** Where to dial, or a function that gives a fresh Endpoint (or a stream of one) for each dial. */
  readonly endpoint: Endpoint | (() => Endpoint | ObservableInput<Endpoint>);
  /** One frame to one message; what it throws on is counted and dropped. Default: JSON. */
  readonly decode?: (frame: Frame) => M;
  /** Default: JSON. */
  readonly encode?: (message: unknown) => Frame;
  /** The id of a reply. Default: its field `id`. */
  readonly idOf?: (message: M) => number | string | undefined;
  /** A request with its id in place. Default: in the field `id`. */
  readonly withId?: (message: unknown, id: number | string) => unknown;
  /** The ready gate, run on each connection before it is emitted; ready when it completes, lost when it errors. */
  readonly open?: (connection: Connection<M>) => ObservableInput<unknown>;
  /** Default: none. */
  readonly heartbeat?: Heartbeat<M>;
  /** Default: none; a connection that goes quiet is then believed. */
  readonly silence?: Silence<M>;
  readonly backoff?: Partial<Backoff>;
  /** Default: {@link webSocketTransport}. */
  readonly transport?: Transport;
  /** Milliseconds until the socket must be open. Default 10,000. */
  readonly dialTimeout?: number;
  /** Milliseconds a request may take. Default 10,000. */
  readonly requestTimeout?: number;
  /** Most requests pending at once. Default 1,000. */
  readonly pending?: number;
  /** Runs every timer. Default: rxjs's asyncScheduler. */
  readonly scheduler?: SchedulerLike;
  /** Default: the scheduler's `now` if a scheduler is given, else the machine's clocks. */
  readonly clock?: Clock;
  /** Numbers in [0, 1) for jitter. Default: seeded from the machine's entropy. */
  readonly random?: () => number;
}

/**
 * Connects to any WebSocket API, no exchange needed: a cold observable of Connections, one for each time the socket
 * became ready.
 *
 * On subscribe it dials a socket of its own. When that is lost, for whatever reason, politely closed included, it dials
 * again after the backoff, and emits the next Connection; by then the old one's `messages$` has completed and its
 * requests have settled. On unsubscribe it closes. It never completes, and errors only with what cannot heal:
 * `unsupported`, `invalid-options`, `authentication-failed`.
 *
 * @example
 * ```ts
 * import { connect } from 'coldwire';
 * import { switchMap } from 'rxjs';
 *
 * connect({ endpoint: { url: 'wss://rpc.example/ws' }, silence: { within: 30_000 } })
 *   .pipe(switchMap((connection) => connection.request({ jsonrpc: '2.0', method: 'eth_blockNumber', params: [] })))
 *   .subscribe((reply) => console.log(reply)); // { jsonrpc: '2.0', id: 1, result: '0x10' }
 * ```
 */
export function connect<M = unknown>(options: ConnectOptions<M>): Observable<Connection<M>> {
  return defer(() => connectionLife(settingsOf(options))).pipe(
    filter((event) => event.kind === 'ready'),
    map(({ connection }) => connection),
  );
}

function settingsOf<M>(options: ConnectOptions<M>): ConnectionSettings<M> {
  const { endpoint, scheduler = asyncScheduler, dialTimeout = 10_000 } = options;
  return {
    endpoint: typeof endpoint === 'function' ? endpoint : () => endpoint,
    decode: options.decode ?? (decoderOf({ kind: 'json', numbers: 'number' }) as (frame: Frame) => M),
    encode: options.encode ?? encodeJson,
    idOf: options.idOf ?? ((message) => (message as { id?: number | string } | null)?.id),
    withId: options.withId ?? ((message, id) => ({ ...(message as object), id })),
    open: options.open,
    heartbeat: options.heartbeat,
    silence: options.silence,
    backoff: { ...defaultBackoff, ...options.backoff },
    transport: options.transport ?? webSocketTransport({ scheduler, dialTimeout }),
    dialTimeout,
    requestTimeout: options.requestTimeout ?? 10_000,
    pending: options.pending ?? 1_000,
    scheduler,
    clock: options.clock ?? (options.scheduler === undefined ? systemClock : clockOf(scheduler)),
    random: options.random ?? entropicRandom(),
    counters: { framesIn: 0, framesOut: 0, undecodable: 0, lateReplies: 0 },
    onUndecodable: () => {},
  };
}
