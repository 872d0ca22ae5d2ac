import {
  asyncScheduler,
  catchError,
  defer,
  expand,
  ignoreElements,
  map,
  type Observable,
  type ObservableInput,
  type ObservedValueOf,
  type OperatorFunction,
  of,
  type SchedulerLike,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { Clock } from '../src/model/seams.ts';
import { instants } from './internal/instants.ts';
import { LONGEST_DELAY } from './internal/longestDelay.ts';
import { SilenceError } from './silenceError.ts';

/** The options of {@link failOnSilence}. */
export interface FailOnSilenceConfig<T, O extends ObservableInput<unknown> = ObservableInput<never>> {
  /** The longest silence allowed, in milliseconds, counted from subscription and then from each proof. */
  readonly within: number;
  /** Whether a value proves that the peer lives. Default: every value does. */
  readonly isProof?: (value: T) => boolean;
  /** What to go on with, in place of the source, once silence is found. Default: an error, {@link SilenceError}. */
  readonly with?: () => O;
  /** Runs the timer. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its monotonic side tells the instants. Default: `scheduler.now()`, which may jump where it is wall time. */
  readonly clock?: Clock;
}

/**
 * Passes values and fails when none that proves life has come for too long.
 *
 * Subscribing starts the timer, then subscribes to the source. Completion and errors of the source pass. On silence the
 * source is left and `with()` takes its place; by default the result errors with {@link SilenceError}. What `isProof`
 * or `with` throws is the result's error. Unsubscribing ends source and timer.
 *
 * A value costs a look at the clock; there is one timer, and it is set anew only when it fires. When it fires late, this side
 * was not listening (a stalled event loop, a machine asleep) and proofs may lie unread: the peer gets one grace, as long as
 * the timer was late or, where that is more than half of `within`, another `within`. The next grace comes only after a proof.
 *
 * @example
 * ```ts
 * import { failOnSilence } from 'coldwire/operators';
 * import { concat, NEVER, of } from 'rxjs';
 *
 * concat(of('tick'), NEVER)
 *   .pipe(failOnSilence({ within: 100 }))
 *   .subscribe({ next: console.log, error: (error) => console.log(error.message) });
 * // tick
 * // no proof of life within 100 ms
 * ```
 */
export function failOnSilence<T, O extends ObservableInput<unknown> = ObservableInput<never>>({
  within,
  isProof,
  with: goOn,
  scheduler = asyncScheduler,
  clock,
}: FailOnSilenceConfig<T, O>): OperatorFunction<T, T | ObservedValueOf<O>> {
  const now = instants(scheduler, clock).monotonic;
  return (source) =>
    defer(() => {
      const silence = new SilenceError(within);
      let proofAt = now();
      let graced = false;

      /** How long to wait on, or throws. */
      const judge = (dueAt: number): number => {
        const firedAt = now();
        // A clock set back must not stretch the limit by as much.
        proofAt = Math.min(proofAt, firedAt);
        const quiet = firedAt - proofAt;
        if (quiet < within) return within - quiet;
        const late = firedAt - dueAt;
        if (graced || !(late > 0)) throw silence;
        graced = true;
        return late > within / 2 ? within : late;
      };
      const silence$ = of(within).pipe(
        expand((remainder) => {
          const wait = Math.min(remainder, LONGEST_DELAY);
          const dueAt = now() + wait;
          return timer(wait, scheduler).pipe(map(() => judge(dueAt)));
        }),
        ignoreElements(),
      );
      const watched$: Observable<T> = source.pipe(
        tap((value) => {
          if (isProof !== undefined && !isProof(value)) return;
          proofAt = now();
          graced = false;
        }),
        takeUntil(silence$),
      );
      if (goOn === undefined) return watched$;
      return watched$.pipe(
        // The source has been left before `goOn` is asked, hence the `defer`.
        catchError((error: unknown) => (error === silence ? defer(goOn) : throwError(() => error))),
      ) as Observable<T | ObservedValueOf<O>>;
    });
}
