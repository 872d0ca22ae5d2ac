import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  map,
  type Observable,
  type ObservableInput,
  type ObservedValueOf,
  type OperatorFunction,
  type SchedulerLike,
  takeUntil,
  takeWhile,
  throwError,
  timer,
} from 'rxjs';
import { IncompleteRepliesError } from './incompleteRepliesError.ts';
import { LONGEST_DELAY } from './internal/longestDelay.ts';
import { ReplyTimeoutError } from './replyTimeoutError.ts';

/** The options of {@link awaitReplies}. */
export interface AwaitRepliesConfig<
  M,
  O extends ObservableInput<unknown> = ObservableInput<never>,
  I extends NonNullable<unknown> = NonNullable<unknown>,
> {
  /** The id of the request. Never undefined, which would match every message that answers nobody. */
  readonly id: I;
  /** The id a message answers, if any. Compared by `===`. */
  readonly idOf: (message: M) => I | undefined;
  /** How many replies there will be; with 0 the messages are not even subscribed to. Default 1. */
  readonly replies?: number;
  /** Whether a reply is the last one; given, `replies` does not count. Default: by `replies`. */
  readonly isFinal?: (reply: M) => boolean;
  /**
   * How long the last reply may take, in milliseconds from subscription; 0 allows what comes synchronously. Default, and
   * for more than 2^31 - 1: for ever.
   */
  readonly timeout?: number;
  /** What to go on with once the time is up. Default: an error, {@link ReplyTimeoutError}. */
  readonly with?: () => O;
  /** Runs the timeout. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
}

/**
 * Passes, out of all messages, the replies to one request, and completes at the last.
 *
 * Subscribing starts the timeout, then subscribes to the messages: subscribe before sending. Completes with the last reply
 * and leaves the messages then. Errors with {@link IncompleteRepliesError} when the messages complete before it, with
 * {@link ReplyTimeoutError} when the time is up first and no `with` is given, and with what the messages error with or an
 * option throws. Unsubscribing leaves the messages and stops the timeout.
 *
 * @example
 * ```ts
 * import { awaitReplies } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * const messages$ = of({ id: 1, ok: true }, { id: 2, ok: true }, { id: 1, ok: false });
 * messages$
 *   .pipe(awaitReplies({ id: 1, idOf: (message) => message.id, replies: 2, timeout: 10_000 }))
 *   .subscribe({ next: ({ ok }) => console.log(ok), complete: () => console.log('settled') });
 * // true
 * // false
 * // settled
 * ```
 */
export function awaitReplies<
  M,
  O extends ObservableInput<unknown> = ObservableInput<never>,
  I extends NonNullable<unknown> = NonNullable<unknown>,
>({
  id,
  idOf,
  replies = 1,
  isFinal,
  timeout = Number.POSITIVE_INFINITY,
  with: goOn,
  scheduler = asyncScheduler,
}: AwaitRepliesConfig<M, O, I>): OperatorFunction<M, M | ObservedValueOf<O>> {
  return (source) =>
    defer(() => {
      if (isFinal === undefined && replies <= 0) return EMPTY;
      let received = 0;
      let settled = false;
      const isLast = (reply: M): boolean => (isFinal === undefined ? received >= replies : isFinal(reply));
      const replies$ = source.pipe(
        // What arrives while the last reply is being handed on is one too many.
        filter((message) => !settled && idOf(message) === id),
        takeWhile((reply) => {
          received++;
          settled = isLast(reply);
          return !settled;
        }, true),
      );
      const settled$ = defer(() => (settled ? EMPTY : throwError(() => new IncompleteRepliesError(id, received))));
      const complete$ = concat(replies$, settled$);
      if (timeout > LONGEST_DELAY) return complete$;
      let expired: ReplyTimeoutError | undefined;
      const expiry$ = timer(timeout, scheduler).pipe(
        map(() => {
          expired = new ReplyTimeoutError(id, timeout);
          throw expired;
        }),
      );
      const timely$ = complete$.pipe(takeUntil(expiry$));
      if (goOn === undefined) return timely$;
      return timely$.pipe(
        // The messages have been left before `goOn` is asked, hence the `defer`.
        catchError((error: unknown) =>
          expired !== undefined && error === expired ? defer(goOn) : throwError(() => error),
        ),
      ) as Observable<M | ObservedValueOf<O>>;
    });
}
