import { asyncScheduler, type SchedulerLike } from 'rxjs';
import type { Clock } from '../src/model/seams.ts';
import type { Budget } from './budget.ts';
import { budgetOf, type Meter } from './budgetOf.ts';
import { instants } from './internal/instants.ts';
import { positive } from './internal/positive.ts';

/** The options of {@link slidingWindow}. */
export interface SlidingWindowConfig {
  /** The most weight granted in any window. */
  readonly limit: number;
  /** How long the window is, in milliseconds, its end excluded: what is granted at 0 is free again at `window`. */
  readonly window: number;
  /** Runs the waits. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its monotonic side tells the instants. Default: `scheduler.now()`, which may jump where it is wall time. */
  readonly clock?: Clock;
}

/**
 * Makes a budget of which no more than `limit` is granted in any window of time, wherever it begins.
 *
 * Does nothing until asked. Throws a `RangeError` where the window is not a finite time above 0. Asking costs O(log n) with n
 * the instants at which something was granted within the last window; what is older is forgotten.
 *
 * @example
 * ```ts
 * import { slidingWindow } from 'coldwire/operators';
 * import { asyncScheduler } from 'rxjs';
 *
 * const budget = slidingWindow({ limit: 2, window: 1_000 });
 * const startedAt = asyncScheduler.now();
 * const seconds = () => Math.round((asyncScheduler.now() - startedAt) / 1_000);
 * for (const name of ['one', 'two', 'three'])
 *   budget.acquire().subscribe(() => console.log(`${name} after ${seconds()} s`));
 * // one after 0 s
 * // two after 0 s
 * // three after 1 s
 * ```
 */
export function slidingWindow({ limit, window, scheduler = asyncScheduler, clock }: SlidingWindowConfig): Budget {
  const now = instants(scheduler, clock).monotonic;
  return budgetOf(slidingMeter(limit, positive('window', window)), { scheduler, now });
}

/** How many instants are past before they are cut off: often enough to stay small, seldom enough to cost nothing. */
const CUT = 64;

function slidingMeter(limit: number, window: number): Meter {
  // When something was granted, and how much had been granted by then in all: rising both, so that both can be searched.
  let times: number[] = [];
  let totals: number[] = [];
  let past = 0;
  const totalBefore = (index: number): number => totals[index - 1] ?? 0;
  const used = (): number => totalBefore(totals.length) - totalBefore(past);
  const expire = (now: number): void => {
    while (past < times.length && (times[past] as number) + window <= now) past++;
    if (past < CUT || past * 2 < times.length) return;
    const forgotten = totalBefore(past);
    times = times.slice(past);
    totals = totals.slice(past).map((total) => total - forgotten);
    past = 0;
  };
  return {
    limit,
    waitFor: (weight, now) => {
      expire(now);
      const tooMuch = used() + weight - limit;
      if (tooMuch <= 0) return 0;
      const mustEnd = totalBefore(past) + tooMuch;
      let [low, high] = [past, times.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((totals[middle] as number) < mustEnd) low = middle + 1;
        else high = middle;
      }
      return (times[low] as number) + window - now;
    },
    spend: (weight, now) => {
      if (weight === 0) return;
      expire(now);
      const total = totalBefore(totals.length) + weight;
      if (times.at(-1) === now) totals[totals.length - 1] = total;
      else {
        times.push(now);
        totals.push(total);
      }
    },
  };
}
