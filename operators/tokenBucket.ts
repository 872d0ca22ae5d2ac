import { asyncScheduler, type SchedulerLike } from 'rxjs';
import type { Clock } from '../src/model/seams.ts';
import type { Budget } from './budget.ts';
import { budgetOf, type Meter } from './budgetOf.ts';
import { instants } from './internal/instants.ts';
import { positive } from './internal/positive.ts';

/** The options of {@link tokenBucket}. */
export interface TokenBucketConfig {
  /** How many tokens it holds, and holds at first: the most that is granted at once. */
  readonly capacity: number;
  /** How many tokens come back in `per`, evenly. */
  readonly refill: number;
  /** The time in which they do, in milliseconds. Default 1,000. */
  readonly per?: number;
  /** Runs the waits. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its monotonic side tells the instants. Default: `scheduler.now()`, which may jump where it is wall time. */
  readonly clock?: Clock;
}

/**
 * Makes a budget that allows a burst of `capacity` and then refills evenly: in any t milliseconds no more than
 * `capacity + t x refill / per` is granted.
 *
 * Does nothing until asked. Throws a `RangeError` where `refill` or `per` is not a finite number above 0.
 *
 * @example
 * ```ts
 * import { tokenBucket } from 'coldwire/operators';
 * import { asyncScheduler } from 'rxjs';
 *
 * const budget = tokenBucket({ capacity: 2, refill: 1 });
 * const startedAt = asyncScheduler.now();
 * const seconds = () => Math.round((asyncScheduler.now() - startedAt) / 1_000);
 * for (const name of ['one', 'two', 'three'])
 *   budget.acquire().subscribe(() => console.log(`${name} after ${seconds()} s`));
 * // one after 0 s
 * // two after 0 s
 * // three after 1 s
 * ```
 */
export function tokenBucket({
  capacity,
  refill,
  per = 1_000,
  scheduler = asyncScheduler,
  clock,
}: TokenBucketConfig): Budget {
  const now = instants(scheduler, clock).monotonic;
  return budgetOf(bucketMeter(capacity, positive('refill', refill), positive('per', per)), { scheduler, now });
}

function bucketMeter(capacity: number, refill: number, per: number): Meter {
  // In parts of a token, `per` of which make one and `refill` of which come each millisecond: whole numbers stay whole.
  const full = capacity * per;
  let parts = full;
  let countedAt = Number.NEGATIVE_INFINITY;
  const count = (now: number): void => {
    parts = Math.min(full, parts + (now - countedAt) * refill);
    countedAt = now;
  };
  return {
    limit: capacity,
    waitFor: (weight, now) => {
      count(now);
      return Math.max(0, (weight * per - parts) / refill);
    },
    spend: (weight, now) => {
      count(now);
      parts -= weight * per;
    },
  };
}
