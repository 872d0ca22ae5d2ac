import { asyncScheduler, Observable, type SchedulerLike, type Subscription, timer } from 'rxjs';
import type { Clock } from '../src/model/seams.ts';
import { instants } from './internal/instants.ts';
import { LONGEST_DELAY } from './internal/longestDelay.ts';

/** The options of {@link retryBudget}. */
export interface RetryBudgetConfig {
  /** How many tokens come in a second, whatever happens; fractions count, 0 means none. */
  readonly perSecond: number;
  /** The most tokens it holds, and holds at first: so many retries can start at once. At least 1. Default `perSecond`. */
  readonly burst?: number;
  /** How many tokens, or what part of one, each success pays in. Default 0. */
  readonly ratio?: number;
  /** Runs the wait for the next token. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its monotonic side tells the instants. Default: `scheduler.now()`, which may jump where it is wall time. */
  readonly clock?: Clock;
}

/** Tokens that many streams share, one a retry. Made by {@link retryBudget}. */
export interface RetryBudget {
  /**
   * Completes once a token has been taken: at once if there is one and nobody waits, else in turn. Each subscription takes
   * one; unsubscribing before gives up the turn. Never emits a value, never errors.
   */
  withdraw(): Observable<never>;
  /** Pays in `ratio`: a success, by which the retries of others can be afforded. */
  deposit(): void;
}

/**
 * Makes a budget for the retries of many streams, so that what fails for all of them at once does not become a storm of
 * retries.
 *
 * In any t seconds no more than `burst + t x perSecond` tokens are given, and `ratio` for each success. When it is empty the
 * retries wait, first come first served, and none is dropped: handed to {@link retryBackoff}, a retry starts when its drawn
 * wait is over and a token is there, never before both. Nothing runs but one timer while somebody waits. The idea is that of
 * the retry budgets of Finagle and the retry throttling of gRPC, which refuse a retry where this one makes it wait: a stream
 * that is wanted has nothing better to do.
 *
 * @example
 * ```ts
 * import { retryBackoff, retryBudget } from 'coldwire/operators';
 * import { merge, throwError } from 'rxjs';
 *
 * const budget = retryBudget({ perSecond: 1 });
 * for (const name of ['one', 'two', 'three']) {
 *   throwError(() => new Error(`${name} failed`))
 *     .pipe(retryBackoff({ base: 0, cap: 0, shouldRetry: (_, attempt) => attempt === 1, budget, random: () => 0 }))
 *     .subscribe({ error: ({ message }) => console.log(message, 'twice') });
 * }
 * // one failed twice
 * // two failed twice
 * // three failed twice
 * ```
 */
export function retryBudget({
  perSecond,
  burst = perSecond,
  ratio = 0,
  scheduler = asyncScheduler,
  clock,
}: RetryBudgetConfig): RetryBudget {
  const now = instants(scheduler, clock).monotonic;
  const most = Math.max(1, burst);
  // A set keeps the order of entry and lets anyone leave at no cost.
  const waiting = new Set<() => void>();
  let tokens = most;
  let countedAt = Number.NaN;
  let timing: Subscription | undefined;

  const count = (paidIn: number): void => {
    const at = now();
    // At first it is full, and a clock set back brings nothing.
    const earned = at > countedAt ? ((at - countedAt) * perSecond) / 1_000 : 0;
    tokens = Math.min(most, tokens + earned + paidIn);
    countedAt = at;
  };
  const stopTiming = (): void => {
    timing?.unsubscribe();
    timing = undefined;
  };
  const serve = (paidIn = 0): void => {
    count(paidIn);
    for (const take of waiting) {
      if (tokens < 1) break;
      tokens--;
      waiting.delete(take);
      take();
    }
    stopTiming();
    if (waiting.size === 0 || perSecond <= 0) return;
    // Rounded up, or a timer could fire before the token is whole.
    const wait = Math.max(1, Math.ceil(((1 - tokens) / perSecond) * 1_000));
    timing = timer(Math.min(wait, LONGEST_DELAY), scheduler).subscribe(() => serve());
  };
  return {
    withdraw: () =>
      new Observable((subscriber) => {
        const take = (): void => subscriber.complete();
        waiting.add(take);
        subscriber.add(() => {
          if (waiting.delete(take) && waiting.size === 0) stopTiming();
        });
        // Behind others there is nothing to be had before they are served.
        if (waiting.size === 1) serve();
      }),
    deposit: () => serve(ratio),
  };
}
