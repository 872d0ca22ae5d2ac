import type { Observable, ObservableInput, SchedulerLike } from 'rxjs';
import type { ConnectionLimits } from '../limits/outboundLimits.ts';
import type { RoundTrip } from '../model/roundTrip.ts';
import type { Clock, Endpoint, Frame } from '../model/seams.ts';
import type { Heartbeat } from '../protocol/heartbeat.ts';
import type { RequestRule } from '../protocol/requestRule.ts';
import type { Transport } from '../transport/socket.ts';
import { durationOption } from '../util/durationOption.ts';
import type { Completion } from './completion.ts';
import type { Connection } from './connection.ts';
import type { Closes } from './remedyOf.ts';

/** When to dial again. Attempt k waits `random() * min(cap, base * 2^k)` milliseconds, k from 0. */
export interface Backoff {
  /** Milliseconds. Default 1,000. */
  readonly base: number;
  /** Milliseconds. Default 30,000. */
  readonly cap: number;
  /** How long a connection must have lived, and proved it, before the count starts again, in milliseconds. Default 60,000. */
  readonly stableAfter: number;
}

/** The defaults of {@link Backoff}. */
export const defaultBackoff: Backoff = { base: 1_000, cap: 30_000, stableAfter: 60_000 };

/** The options `backoff.*` with their defaults. Throws `invalid-options` for what is no duration. */
export function backoffOf({ base, cap, stableAfter }: Partial<Backoff> = {}): Backoff {
  return {
    base: durationOption('backoff.base', base, defaultBackoff.base),
    cap: durationOption('backoff.cap', cap, defaultBackoff.cap),
    stableAfter: durationOption('backoff.stableAfter', stableAfter, defaultBackoff.stableAfter),
  };
}

/** What ends a connection that pretends to live. */
export interface Silence<M = unknown> {
  /** Milliseconds without proof of life. */
  readonly within: number;
  /** Which messages prove life. Default: all. */
  readonly isProof?: (message: M) => boolean;
}

/** {@link Silence}, and by what time it is measured. */
export interface TimedSilence<M> extends Silence<M> {
  /** Milliseconds that count, so far. It stands still while nothing need be said. Default: the clock's. */
  readonly lasted?: () => number;
}

/** What a connection counts while it lives. `undecodable` counts what {@link ConnectionSettings.onUndecodable} is told of. */
export interface FrameCounters {
  framesIn: number;
  framesOut: number;
  undecodable: number;
  lateReplies: number;
}

/** Gives a fresh endpoint for each dial. */
export type EndpointSource = () => Endpoint | ObservableInput<Endpoint>;

/** Everything a connection's life depends on, each with its value. */
export interface ConnectionSettings<M> {
  /** What to dial by; or a stream of it, each in place of the one before: `undefined` is to have no socket. */
  readonly endpoint: EndpointSource | Observable<EndpointSource | undefined>;
  readonly decode: (frame: Frame) => M;
  readonly encode: (message: unknown) => Frame;
  readonly idOf: (message: M) => number | string | undefined;
  readonly withId: (message: unknown, id: number | string) => unknown;
  /** Which replies end a request or refuse it, and how one is completed. Default: the first ends it, and it goes as it is. */
  readonly requests?: RequestRule<M> | undefined;
  /** What requests are completed with, once the gate has been passed. Default: nothing. */
  readonly completion?: Completion | undefined;
  /**
   * Milliseconds from the gate in which a frame of the lane `subscribe` must have left, if one wants to. Default: no such time.
   */
  readonly firstAskWithin?: number | undefined;
  /** The ready gate: the connection counts as ready when it completes. */
  readonly open?: ((connection: Connection<M>) => ObservableInput<unknown>) | undefined;
  /** Milliseconds that the gate may take. Default 10,000. */
  readonly openTimeout?: number | undefined;
  /** Which message ends the connection, and as what. */
  readonly ends?: ((message: M) => Error | undefined) | undefined;
  /** What close codes mean. Default: a loss like any other. */
  readonly closes?: Closes | undefined;
  readonly heartbeat?: Heartbeat<M> | undefined;
  /** What to answer a question of the peer's; undefined for any other message. */
  readonly answers?: ((message: M) => unknown) | undefined;
  /** Whether a message with an id answers what is no request, and is another's to count. Default: none does. */
  readonly isElsewhere?: ((message: M) => boolean) | undefined;
  readonly silence?: TimedSilence<M> | undefined;
  /** The first connection's epoch is the next above this. Default 0. */
  readonly epochsAbove?: number | undefined;
  /** Ends the present connection with what it emits. Default: nothing does. */
  readonly drops$?: Observable<Error> | undefined;
  readonly backoff: Backoff;
  readonly transport: Transport;
  readonly dialTimeout: number;
  readonly requestTimeout: number;
  /** Most requests pending at once. */
  readonly pending: number;
  /** What it heeds when it dials and sends. */
  readonly limits: ConnectionLimits;
  /** Bytes that may wait to leave before sending is refused. Default 1 MiB. */
  readonly maxUnsent?: number | undefined;
  readonly scheduler: SchedulerLike;
  readonly clock: Clock;
  readonly random: () => number;
  readonly counters: FrameCounters;
  /** Told of each frame that could not be decoded, and of each judgement of a message that threw. */
  readonly onUndecodable: (error: Error) => void;
  /** Told as a request leaves that waits for replies; what it gives back is called when it waits no more. */
  readonly onOutstanding?: (() => () => void) | undefined;
  /** Told how long the peer took to answer. */
  readonly onRoundTrip?: ((trip: RoundTrip) => void) | undefined;
  /** Told of each reply that nobody waits for, any more or at all. */
  readonly onLateReply?: (() => void) | undefined;
}
