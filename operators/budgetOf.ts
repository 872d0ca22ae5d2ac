import { asyncScheduler, type SchedulerLike } from 'rxjs';
import { acquireAll } from './acquireAll.ts';
import type { Budget } from './budget.ts';
import { waitingLine } from './internal/waitingLine.ts';

/** What counts for a budget. Knows neither time nor who waits: `now` is an instant in milliseconds, never before the last. */
export interface Meter {
  /** The most that it ever has room for at once. */
  readonly limit: number;
  /** How many milliseconds from `now` there is room for `weight`, at most `limit`, if nothing else comes: 0 where there is. */
  waitFor(weight: number, now: number): number;
  /** Counts `weight`, whether there is room for it or not. */
  spend(weight: number, now: number): void;
}

/** The options of {@link budgetOf}. */
export interface BudgetOfConfig {
  /** Runs the waits. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** The instant, in milliseconds. May go back, which counts as standing still. Default: `scheduler.now()`. */
  readonly now?: () => number;
}

/**
 * Makes a budget of anything that meters, for limits that are neither windows nor buckets.
 *
 * Does nothing until asked. What waits does so in the budget's line.
 *
 * @example
 * ```ts
 * import { budgetOf } from 'coldwire/operators';
 *
 * let freeAt = 0;
 * const oneEachSecond = budgetOf({
 *   limit: 1,
 *   waitFor: (_, now) => Math.max(0, freeAt - now),
 *   spend: (weight, now) => {
 *     freeAt = now + 1_000 * weight;
 *   },
 * });
 * oneEachSecond.acquire().subscribe(() => console.log('granted'));
 * // granted
 * ```
 */
export function budgetOf(
  meter: Meter,
  { scheduler = asyncScheduler, now = () => scheduler.now() }: BudgetOfConfig = {},
): Budget {
  const time = steady(now);
  let penalisedUntil = Number.NEGATIVE_INFINITY;
  const waitFor = (weight: number): number => {
    const at = time();
    return Math.max(0, penalisedUntil - at, meter.waitFor(weight, at));
  };
  const budget: Budget = {
    limit: meter.limit,
    acquire: (weight = 1, lane = 0) => acquireAll([{ budget, weight }], lane),
    penalise: (duration) => {
      const until = time() + duration;
      if (until > penalisedUntil) penalisedUntil = until;
    },
    waitFor,
    spend: (weight) => meter.spend(weight, time()),
    line: waitingLine(waitFor, scheduler),
  };
  return budget;
}

/** A clock that stands still where the given one is set back. */
function steady(now: () => number): () => number {
  let last = Number.NEGATIVE_INFINITY;
  let setBack = 0;
  return () => {
    const at = now();
    setBack += Math.max(0, last - at);
    last = at;
    return at + setBack;
  };
}
