import {
  asyncScheduler,
  distinctUntilChanged,
  filter,
  isObservable,
  map,
  type Observable,
  type ObservableInput,
  type SchedulerLike,
} from 'rxjs';
import type { Budget } from '../../operators/budget.ts';
import { decoderOf, encodeJson } from '../codec/jsonCodec.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import { outboundLimits } from '../limits/outboundLimits.ts';
import type { Clock, Endpoint, Frame } from '../model/seams.ts';
import { clockOf, systemClock } from '../transport/clock.ts';
import type { Transport } from '../transport/socket.ts';
import { webSocketTransport } from '../transport/webSocketTransport.ts';
import { countOption } from '../util/countOption.ts';
import { durationOption } from '../util/durationOption.ts';
import { entropicRandom } from '../util/random.ts';
import type { Connection } from './connection.ts';
import { connectionLife } from './connectionLife.ts';
import type { Heartbeat } from '../protocol/heartbeat.ts';
import { type Backoff, backoffOf, type ConnectionSettings, type Silence } from './options.ts';
import { optionStream } from './optionStream.ts';
import { sameEndpoint } from './sameEndpoint.ts';

/** How to reach and speak to a WebSocket API. */
export interface ConnectOptions<M = unknown> {
  /**
   * Where to dial, or a function that gives a fresh Endpoint (or a stream of one) for each dial. What it throws, and taking
   * longer than `dialTimeout`, is a failed dial. Or an Observable of Endpoints: each that differs from the one before closes
   * the socket and dials by itself at once, `undefined` closes it until the next; its error is `invalid-options`.
   */
  readonly endpoint: Endpoint | (() => Endpoint | ObservableInput<Endpoint>) | Observable<Endpoint | undefined>;
  /** One frame to one message; what it throws on is counted and dropped. Default: JSON. */
  readonly decode?: (frame: Frame) => M;
  /** One message to one frame; what it throws on is `not-sent`. Default: JSON, and what `plain` makes as its bare text. */
  readonly encode?: (message: unknown) => Frame;
  /** The id of a reply; undefined for what answers nobody. Default: its field `id`. */
  readonly idOf?: (message: M) => number | string | undefined;
  /** A request with its id in place. Default: in the field `id` of the object that it is. */
  readonly withId?: (message: unknown, id: number | string) => unknown;
  /** The ready gate, run on each connection before it is emitted; ready when it completes, lost when it errors. */
  readonly open?: (connection: Connection<M>) => ObservableInput<unknown>;
  /** Milliseconds the gate may take before the connection counts as lost (`ack-timeout`). Default 10,000. */
  readonly openTimeout?: number;
  /** What keeps the connection alive. Default: none. */
  readonly heartbeat?: Heartbeat<M>;
  /** What to answer a question by which the peer keeps it alive; undefined for any other message. Default: none is one. */
  readonly answers?: (message: M) => unknown;
  /** When it counts as dead. Default: never; a connection that goes quiet is then believed. */
  readonly silence?: Silence<M>;
  /** Pauses before dialling again. Default 1,000 doubling to 30,000, fresh after 60,000 of good life. */
  readonly backoff?: Partial<Backoff>;
  /** What dials. Default: {@link webSocketTransport}. */
  readonly transport?: Transport;
  /** Milliseconds until the socket must be open. Default 10,000. */
  readonly dialTimeout?: number;
  /** Milliseconds a request may take. Default 10,000. */
  readonly requestTimeout?: number;
  /** Most requests pending at once; one more errors with `overflow`. Default 1,000. */
  readonly pending?: number;
  /** Taken for every frame, and shared by sharing the object. Default: none, everything leaves at once. */
  readonly budgets?: readonly Budget[];
  /** Most bytes that may wait to leave, for a peer that reads too slowly; then sending is `not-sent`. Default 1,048,576. */
  readonly maxUnsent?: number;
  /** Runs every timer. Default: rxjs's asyncScheduler. */
  readonly scheduler?: SchedulerLike;
  /** Tells the instants. Default: the scheduler's `now` if a scheduler is given, else the machine's clocks. */
  readonly clock?: Clock;
  /** Numbers in [0, 1) for jitter. Default: from the machine's entropy. */
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
 * Throws `invalid-options`, at the call, for options that cannot be meant. A message that `decode` throws on is dropped; one
 * that `idOf`, `isProof` or `isReply` throws on answers and proves nothing.
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
  return connectionLife(settingsOf(options)).pipe(
    filter((event) => event.kind === 'ready'),
    map(({ connection }) => connection),
  );
}

function settingsOf<M>(options: ConnectOptions<M>): ConnectionSettings<M> {
  const { endpoint, open, scheduler = asyncScheduler } = options;
  const dialTimeout = durationOption('dialTimeout', options.dialTimeout, 10_000);
  const clock = options.clock ?? (options.scheduler === undefined ? systemClock : clockOf(scheduler));
  return {
    endpoint: endpointsOf(endpoint),
    decode: options.decode ?? (decoderOf({ kind: 'json', numbers: 'number' }) as (frame: Frame) => M),
    encode: options.encode ?? encodeJson,
    idOf: options.idOf ?? ((message) => (message as { id?: number | string } | null | undefined)?.id),
    withId: options.withId ?? withIdField,
    open,
    openTimeout: durationOption('openTimeout', options.openTimeout, 10_000),
    heartbeat: heartbeatOf(options.heartbeat),
    answers: options.answers,
    silence: silenceOf(options.silence),
    backoff: backoffOf(options.backoff),
    transport: options.transport ?? webSocketTransport({ scheduler, dialTimeout }),
    dialTimeout,
    requestTimeout: durationOption('requestTimeout', options.requestTimeout, 10_000),
    pending: countOption('pending', options.pending, 1_000),
    limits: outboundLimits(options.budgets, { scheduler, clock })({}),
    maxUnsent: countOption('maxUnsent', options.maxUnsent, 1_048_576),
    scheduler,
    clock,
    random: options.random ?? entropicRandom(),
    counters: { framesIn: 0, framesOut: 0, undecodable: 0, lateReplies: 0 },
    onUndecodable: () => {},
  };
}

function endpointsOf(endpoint: ConnectOptions['endpoint']): ConnectionSettings<unknown>['endpoint'] {
  if (isObservable(endpoint))
    return optionStream('endpoint', endpoint).pipe(
      distinctUntilChanged(sameEndpoint),
      map((next) => next && (() => next)),
    );
  return typeof endpoint === 'function' ? endpoint : () => endpoint;
}

function heartbeatOf<M>(heartbeat: Heartbeat<M> | undefined): Heartbeat<M> | undefined {
  if (heartbeat === undefined) return undefined;
  const { every, within } = heartbeat;
  return {
    ...heartbeat,
    every: durationOption('heartbeat.every', every, every, { least: 1 }),
    within: durationOption('heartbeat.within', within, 10_000),
  };
}

function silenceOf<M>(silence: Silence<M> | undefined): Silence<M> | undefined {
  if (silence === undefined) return undefined;
  const { within } = silence;
  return { ...silence, within: durationOption('silence.within', within, within, { least: 1 }) };
}

function withIdField(message: unknown, id: number | string): unknown {
  if (typeof message !== 'object' || message === null || Array.isArray(message))
    throw new ColdwireError('invalid-options', { option: 'message', expected: 'an object, or a withId' });
  return { ...message, id };
}
