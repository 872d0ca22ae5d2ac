import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  type MonoTypeOperatorFunction,
  merge,
  type Observable,
  of,
  retry,
  type SchedulerLike,
  Subject,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { LONGEST_DELAY } from './internal/longestDelay.ts';
import type { RetryBudget } from './retryBudget.ts';

/** How the wait before a retry is drawn. See {@link RetryBackoffConfig.jitter}. */
export type Jitter = 'full' | 'none' | 'decorrelated';

/** A wait that has just begun. */
export interface RetryNotice {
  /** Which retry in a row this is, from 1. */
  readonly attempt: number;
  /** How long it waits, in milliseconds; longer where a budget has nothing left then. */
  readonly delay: number;
  /** What the source failed with. */
  readonly error: unknown;
}

/** The options of {@link retryBackoff}. */
export interface RetryBackoffConfig<T> {
  /** What the first wait of a row is drawn from, in milliseconds. */
  readonly base: number;
  /** What no drawn wait exceeds, in milliseconds. */
  readonly cap: number;
  /**
   * With k counting the retries in a row from 0: `full` waits random x min(cap, base x 2^k), `none` min(cap, base x 2^k),
   * `decorrelated` min(cap, base + random x (3 x the wait drawn before - base)), where the wait before the first is `base`.
   * Default `full`.
   */
  readonly jitter?: Jitter;
  /**
   * Says when an attempt has proved stable, given the attempt's own values. Subscribed before each attempt's source and left
   * with its end. Its first emission ends the row: the next failure is retried as a first one. Completing without one means
   * never; its error is the result's, without a retry. Default: the row never ends.
   */
  readonly stableWhen?: (values$: Observable<T>) => Observable<unknown>;
  /** Whether to retry at all, given the error and which retry in a row it would be, from 1. Default: always. */
  readonly shouldRetry?: (error: unknown, attempt: number) => boolean;
  /** The least wait this error asks for, in milliseconds, if any (a `Retry-After`). May exceed `cap`. Default: none. */
  readonly delayFrom?: (error: unknown) => number | undefined;
  /** Told of each wait as it starts; the failed source has been torn down. Default: nobody. */
  readonly onRetry?: (notice: RetryNotice) => void;
  /**
   * What the retries of several streams are paid from: a wait that is over goes on until the budget gives a token, in turn
   * with the other streams. An attempt that proves stable pays in. Default: none, retries cost nothing.
   */
  readonly budget?: RetryBudget;
  /** Runs the waits. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Numbers in [0, 1), one a draw; `none` draws nothing. */
  readonly random: () => number;
}

/** Thrown inside, when a wait is over. */
const AGAIN: unique symbol = Symbol('again');

/**
 * Subscribes again to a source that failed, after a wait that grows with each failure in a row.
 *
 * Subscribing subscribes to the source at once. Values and completion pass. An error that `shouldRetry` refuses passes;
 * so does whatever an option throws. Unsubscribing ends the attempt, or the wait. No wait exceeds 2^31 - 1 ms, the longest a
 * timer can hold.
 *
 * @example
 * ```ts
 * import { retryBackoff } from 'coldwire/operators';
 * import { concat, of, throwError } from 'rxjs';
 *
 * const flaky$ = concat(of('tick'), throwError(() => new Error('lost')));
 * flaky$
 *   .pipe(
 *     retryBackoff({
 *       base: 100,
 *       cap: 1_000,
 *       jitter: 'none',
 *       shouldRetry: (_, attempt) => attempt <= 2,
 *       onRetry: ({ attempt, delay }) => console.log(`retry ${attempt} in ${delay} ms`),
 *       random: () => 0.5,
 *     }),
 *   )
 *   .subscribe({ next: console.log, error: (error) => console.log(error.message) });
 * // tick
 * // retry 1 in 100 ms
 * // tick
 * // retry 2 in 200 ms
 * // tick
 * // lost
 * ```
 */
export function retryBackoff<T>(config: RetryBackoffConfig<T>): MonoTypeOperatorFunction<T> {
  const { stableWhen, shouldRetry, delayFrom, onRetry, budget, scheduler = asyncScheduler } = config;
  return (source) =>
    defer(() => {
      const row = backoffRow(config);
      const pause = (error: unknown): Observable<never> => {
        const attempt = row.retries() + 1;
        if (shouldRetry?.(error, attempt) === false) return throwError(() => error);
        const delay = atLeast(delayFrom?.(error), row.draw());
        onRetry?.({ attempt, delay, error });
        return concat(
          timer(delay, scheduler).pipe(ignoreElements()),
          budget?.withdraw() ?? EMPTY,
          throwError(() => AGAIN),
        );
      };
      const onStable = (): void => {
        row.reset();
        budget?.deposit();
      };
      // The failed source is torn down before what `catchError` gives is subscribed, hence the `defer`.
      const retrying = (attempt$: Observable<T>): Observable<T> =>
        attempt$.pipe(catchError((error: unknown) => defer(() => pause(error))));
      const attempt$ = stableWhen === undefined ? retrying(source) : watched(source, stableWhen, onStable, retrying);
      return attempt$.pipe(
        retry({ delay: (thrown: unknown) => (thrown === AGAIN ? of(AGAIN) : throwError(() => thrown)) }),
      );
    });
}

/** An attempt with its notifier beside it: the notifier's error is the result's, the source's goes through `retrying`. */
function watched<T>(
  source: Observable<T>,
  stableWhen: (values$: Observable<T>) => Observable<unknown>,
  onStable: () => void,
  retrying: (attempt$: Observable<T>) => Observable<T>,
): Observable<T> {
  return defer(() => {
    const values$ = new Subject<T>();
    const ended$ = new Subject<void>();
    const end = (): void => ended$.next();
    const stable$ = stableWhen(values$.asObservable()).pipe(
      take(1),
      tap(onStable),
      ignoreElements(),
      takeUntil(ended$),
    );
    const attempt$ = source.pipe(tap({ next: (value) => values$.next(value), error: end, complete: end }));
    return merge(stable$, retrying(attempt$));
  });
}

interface BackoffRow {
  /** How many waits were drawn since the row began. */
  readonly retries: () => number;
  readonly draw: () => number;
  readonly reset: () => void;
}

function backoffRow({
  base,
  cap,
  jitter = 'full',
  random,
}: Pick<RetryBackoffConfig<never>, 'base' | 'cap' | 'jitter' | 'random'>): BackoffRow {
  let retries = 0;
  let previous = base;
  // Past 2^1023 a double is infinite, and infinity times a base or a random of zero is no number.
  const ceiling = (): number => Math.min(cap, base * 2 ** Math.min(retries, 1023), Number.MAX_VALUE);
  const draws: Record<Jitter, () => number> = {
    full: () => random() * ceiling(),
    none: ceiling,
    decorrelated: () => Math.min(cap, base + random() * (3 * previous - base)),
  };
  return {
    retries: () => retries,
    draw: () => {
      previous = draws[jitter]();
      retries++;
      return previous;
    },
    reset: () => {
      retries = 0;
      previous = base;
    },
  };
}

function atLeast(floor: number | undefined, drawn: number): number {
  // No number is greater than what is none: NaN asks for nothing.
  return Math.min(floor !== undefined && floor > drawn ? floor : drawn, LONGEST_DELAY);
}
