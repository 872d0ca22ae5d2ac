import {
  catchError,
  defer,
  filter,
  finalize,
  identity,
  ignoreElements,
  merge,
  type MonoTypeOperatorFunction,
  tap,
  throwError,
  timeout as timeLimit,
} from 'rxjs';
import { awaitReplies } from '../../operators/awaitReplies.ts';
import { LONGEST_DELAY } from '../../operators/internal/longestDelay.ts';
import type { Router } from '../../operators/routeBy.ts';
import { ColdwireError, type ErrorKind, isColdwireError } from '../errors/coldwireError.ts';
import type { Pace } from '../limits/outboundLimits.ts';
import type { Frame } from '../model/seams.ts';
import type { Rejection } from '../protocol/requestRule.ts';
import { completedRequest } from './completedRequest.ts';
import type { Connection, RequestOptions } from './connection.ts';
import type { IdSource } from './idSource.ts';
import type { ConnectionSettings } from './options.ts';
import type { MakeInTurn } from './makeInTurn.ts';
import { repliesWanted } from './repliesWanted.ts';
import { type RequestWatch, requestWatch } from './requestWatch.ts';
import { faultOf } from './faultOf.ts';

/** What requests go out by and come back on. */
export interface RequestWire<M> {
  /** Hands a frame to the socket; throws what kept it from leaving. */
  readonly handOver: (frame: Frame) => void;
  /** Makes a message once a frame may be handed over; errors with `not-sent` when the connection is lost before it is. */
  readonly madeInTurn: MakeInTurn;
  /** The most that a frame may weigh, and how to hold requests back for so many milliseconds. */
  readonly pace: Pick<Pace, 'most' | 'penalise'>;
  /** The replies of the connection, by the text of their id. */
  readonly replies: Router<M, string>;
  /** Told of a reply that nobody waits for. */
  readonly onLate: () => void;
  readonly ids: IdSource;
  /** Whether messages are completed as the dialect says. */
  readonly isPassed: () => boolean;
  readonly settings: Pick<
    ConnectionSettings<M>,
    | 'withId'
    | 'encode'
    | 'requests'
    | 'completion'
    | 'requestTimeout'
    | 'pending'
    | 'scheduler'
    | 'clock'
    | 'onOutstanding'
    | 'onRoundTrip'
  >;
}

/**
 * Requests over one connection. Listens before it sends, so no answer is too fast; matches in O(1) however many are
 * pending; settles each exactly once.
 */
export function requestOver<M>(wire: RequestWire<M>): Connection<M>['request'] {
  const { handOver, madeInTurn, pace, replies, onLate, ids, isPassed, settings } = wire;
  const pending = new Set<string>();
  const onRefused = heeding(wire);
  return (message, options = {}) =>
    defer(() => {
      const fault = faultOf(options, pace.most) ?? faultOfPending(options.id, pending, settings.pending);
      if (fault !== undefined) return throwError(() => fault);
      const {
        id = ids.next(),
        timeout = settings.requestTimeout,
        idempotent = false,
        lane = 'order',
        weight = 1,
      } = options;
      ids.note(id);
      const key = String(id);
      pending.add(key);
      let isPending = true;
      const watch = requestWatch(settings, lane, isAnswered(options));
      // Before anybody is told of the end, who may well ask again at once, by the same id; and for who leaves before it.
      const settle = (): void => {
        if (isPending) pending.delete(key);
        isPending = false;
        watch.end();
      };
      const overdue = (): Error =>
        watch.hasLeft() ? unanswered(id, idempotent, { timeout }) : new ColdwireError('not-sent', { id });
      const made = () => completedRequest(message, id, settings, isPassed());
      const send$ = madeInTurn({ lane, weight }, made).pipe(
        isAnswered(options) ? identity : timeoutAfter(timeout, overdue, settings),
        tap((completed) => {
          const frame = settings.encode(completed);
          options.onSent?.();
          watch.leave(() => handOver(frame));
        }),
        ignoreElements(),
      );
      const reply$ = replies.select(key).pipe(
        afterLeaving(watch, onLate),
        awaitReplies<M>({
          ...repliesWanted(id, options, settings.requests, onRefused),
          id: key,
          idOf: () => key,
          timeout,
          with: () => throwError(overdue),
          scheduler: settings.scheduler,
        }),
      );
      return merge(reply$, send$).pipe(
        catchError((error: unknown) => throwError(() => outcomeOf(error, id, watch.hasLeft(), idempotent))),
        tap({ error: settle, complete: settle }),
        finalize(settle),
      );
    });
}

/** What has not left is not answered: it is a late reply to an earlier request of that id, or the venue's mistake. */
function afterLeaving<M>(watch: RequestWatch, onLate: () => void): MonoTypeOperatorFunction<M> {
  return filter(() => {
    if (watch.hasLeft()) watch.hear();
    else onLate();
    return watch.hasLeft();
  });
}

/** What a refusal tells beyond the request that it ends: of the token, and of how long not to ask. */
function heeding<M>({ pace, settings }: RequestWire<M>): (rejection: Rejection) => void {
  return ({ tokenRefused, retryAfterMs }) => {
    if (tokenRefused === true) settings.completion?.refused();
    if (retryAfterMs !== undefined) pace.penalise(retryAfterMs);
  };
}

/** Whether a reply ends the request, and not the handing over. */
function isAnswered<M>({ replies = 1, isFinal }: RequestOptions<M>): boolean {
  return isFinal !== undefined || replies > 0;
}

/** Bounds the wait of what no reply ends; elsewhere {@link awaitReplies} has the time. */
function timeoutAfter(
  timeout: number,
  overdue: () => Error,
  { scheduler }: RequestWire<never>['settings'],
): MonoTypeOperatorFunction<unknown> {
  return timeLimit({
    first: Math.min(timeout, LONGEST_DELAY),
    with: () => throwError(overdue),
    scheduler,
  });
}

/** What keeps a request from being pending. */
function faultOfPending(
  id: number | string | undefined,
  pending: ReadonlySet<string>,
  most: number,
): ColdwireError | undefined {
  if (id !== undefined && pending.has(String(id)))
    return new ColdwireError('invalid-options', { option: 'id', expected: 'an id not pending' });
  return pending.size < most ? undefined : new ColdwireError('overflow', { limit: most, what: 'requests' });
}

/** How a request that left ends for itself, without anybody else's failure. */
const SETTLED: readonly ErrorKind[] = ['request-rejected', 'reply-timeout', 'outcome-unknown'];

/** What a failed request amounts to: nothing left, or something may have. */
function outcomeOf(error: unknown, id: number | string, handedOver: boolean, idempotent: boolean): unknown {
  if (isColdwireError(error) && SETTLED.includes(error.kind)) return error;
  if (handedOver) return unanswered(id, idempotent, {}, error);
  const { cause } = isColdwireError(error, 'not-sent') ? error : { cause: error };
  return new ColdwireError('not-sent', { id }, cause === undefined ? {} : { cause });
}

function unanswered(id: number | string, idempotent: boolean, context: { timeout?: number }, cause?: unknown): Error {
  return new ColdwireError(
    idempotent ? 'reply-timeout' : 'outcome-unknown',
    { id, ...context },
    cause === undefined ? {} : { cause },
  );
}
