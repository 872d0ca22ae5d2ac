import {
  asyncScheduler,
  catchError,
  connect,
  defer,
  EMPTY,
  exhaustMap,
  expand,
  filter,
  ignoreElements,
  interval,
  isObservable,
  map,
  merge,
  type Observable,
  type ObservableInput,
  type ObservedValueOf,
  type OperatorFunction,
  of,
  type SchedulerLike,
  Subject,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { Clock } from '../src/model/seams.ts';
import { failOnSilence } from './failOnSilence.ts';
import { instants } from './internal/instants.ts';
import { KeepAliveError } from './keepAliveError.ts';
import { LONGEST_DELAY } from './internal/longestDelay.ts';

/** The options of {@link keepAlive}. */
export interface KeepAliveConfig<T, O extends ObservableInput<unknown> = ObservableInput<never>> {
  /** The time from subscription to the first ping and from each to the next, in milliseconds; at most 2^31 - 1. */
  readonly every: number;
  /** Whether to ping only when no value has come for `every`, counted from the last value or ping. Default false. */
  readonly whenIdle?: boolean;
  /** Sends the ping. An Observable does so when it may once subscribed: it emits just before, and completes after. */
  readonly ping: (() => void) | Observable<unknown>;
  /** Whether a value is the answer to a ping. Default: no answer is waited for. */
  readonly isPong?: (value: T) => boolean;
  /** The longest wait for a pong, in milliseconds. Default 10,000. */
  readonly timeout?: number;
  /** What to go on with, in place of the source, once a pong is overdue. Default: an error, {@link KeepAliveError}. */
  readonly with?: () => O;
  /** Runs the timers. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its monotonic side tells the instants. Default: `scheduler.now()`, which may jump where it is wall time. */
  readonly clock?: Clock;
}

/**
 * Passes values, pings at intervals or only in silence, and fails when a pong does not come in time.
 *
 * Subscribing starts the interval, then subscribes to the source. All values pass, pongs among them. The wait for a pong
 * begins before `ping` is called, or when it emits, so one that comes synchronously counts. A ping that is an Observable is
 * subscribed anew each time, unless it still is: one that waits to be sent stands for those that would wait behind it. Pings go
 * on while a pong is waited for; the first one without answer decides, and any pong answers all. A pong that nobody waits for
 * is a value like others. Completion and errors of the source pass. When a pong is overdue the source is left and `with()` takes
 * its place; by default the result errors with {@link KeepAliveError}. What `ping`, `isPong` or `with` throws is the result's
 * error. Unsubscribing ends source, pings and timers.
 *
 * Where the timer of the wait fires late (a stalled event loop), the pong may lie unread, and gets the grace that
 * {@link failOnSilence} gives.
 *
 * @example
 * ```ts
 * import { keepAlive } from 'coldwire/operators';
 * import { Subject } from 'rxjs';
 *
 * const messages$ = new Subject<string>();
 * messages$
 *   .pipe(
 *     keepAlive({
 *       every: 1_000,
 *       whenIdle: true,
 *       ping: () => console.log('-> ping'),
 *       isPong: (message) => message === 'pong',
 *       timeout: 500,
 *     }),
 *   )
 *   .subscribe({ next: console.log, error: (error) => console.log(error.message) });
 * messages$.next('tick');
 * // tick
 * // -> ping
 * // no pong within 500 ms of a ping
 * ```
 */
export function keepAlive<T, O extends ObservableInput<unknown> = ObservableInput<never>>({
  every,
  whenIdle = false,
  ping,
  isPong,
  timeout = 10_000,
  with: goOn,
  scheduler = asyncScheduler,
  clock,
}: KeepAliveConfig<T, O>): OperatorFunction<T, T | ObservedValueOf<O>> {
  const now = instants(scheduler, clock).monotonic;
  const period = Math.min(every, LONGEST_DELAY);
  return (source) =>
    defer(() => {
      const values$ = new Subject<T>();
      let overdue: KeepAliveError | undefined;
      const fail = (): Observable<never> => {
        overdue = new KeepAliveError(timeout);
        return throwError(() => overdue);
      };
      const send = isObservable(ping) ? (): void => {} : ping;
      const answer$ = (isPong === undefined ? EMPTY : values$.pipe(filter(isPong), take(1))).pipe(
        failOnSilence({ within: timeout, with: fail, scheduler, clock: { wall: now, monotonic: now } }),
      );
      const beats$ = (whenIdle ? idleBeats(values$, period, now, scheduler) : interval(period, scheduler)).pipe(
        exhaustMap(() => (isObservable(ping) ? ping : of(undefined))),
        // The wait comes first, then the ping.
        connect((ping$) => merge(ping$.pipe(exhaustMap(() => answer$)), ping$.pipe(tap(send)))),
        ignoreElements(),
      );
      const watched$: Observable<T> = source.pipe(
        tap((value) => values$.next(value)),
        takeUntil(beats$),
      );
      if (goOn === undefined) return watched$;
      return watched$.pipe(
        // The source has been left before `goOn` is asked, hence the `defer`.
        catchError((error: unknown) => (overdue === undefined ? throwError(() => error) : defer(goOn))),
      ) as Observable<T | ObservedValueOf<O>>;
    });
}

/** Emits whenever neither a value nor an emission of its own has come for a period. One timer, set anew only when it fires. */
function idleBeats(
  values$: Observable<unknown>,
  period: number,
  now: () => number,
  scheduler: SchedulerLike,
): Observable<unknown> {
  return defer(() => {
    let quietSince = now();
    const judge = (): { readonly isDue: boolean; readonly wait: number } => {
      const at = now();
      // A clock set back must not stretch the silence by as much.
      quietSince = Math.min(quietSince, at);
      const quiet = at - quietSince;
      // The next is due a period after this one: if no value comes by then, there has been none for longer.
      return quiet < period ? { isDue: false, wait: period - quiet } : { isDue: true, wait: period };
    };
    const heard$ = values$.pipe(
      tap(() => {
        quietSince = now();
      }),
      ignoreElements(),
    );
    const judged$ = of({ isDue: false, wait: period }).pipe(
      expand(({ wait }) => timer(wait, scheduler).pipe(map(judge))),
      filter(({ isDue }) => isDue),
    );
    return merge(heard$, judged$);
  });
}
