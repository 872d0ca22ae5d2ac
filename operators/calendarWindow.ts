import { asyncScheduler, type SchedulerLike } from 'rxjs';
import type { Clock } from '../src/model/seams.ts';
import type { Budget } from './budget.ts';
import { budgetOf, type Meter } from './budgetOf.ts';
import { instants } from './internal/instants.ts';
import { positive } from './internal/positive.ts';

/** The options of {@link calendarWindow}. */
export interface CalendarWindowConfig {
  /** The most weight granted in one window of the calendar. */
  readonly limit: number;
  /** How long a window is, in milliseconds. Windows begin at its multiples since the epoch: 1,000 is a second of the clock. */
  readonly window: number;
  /** Runs the waits. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its wall side tells in which window we are, its monotonic side the penalties. Default: `scheduler.now()` for both. */
  readonly clock?: Clock;
}

/**
 * Makes a budget that is whole again at each full second, minute or whatever `window` is, as venues have it that count by
 * the calendar.
 *
 * No more than `limit` is granted from one full window to the next, but up to twice as much around the turn; where a venue
 * counts in any window, take {@link slidingWindow}. When the wall clock is set back into a window that has been, nothing is
 * granted in that one. Does nothing until asked. Throws a `RangeError` where the window is not a finite time above 0.
 *
 * @example
 * ```ts
 * import { calendarWindow } from 'coldwire/operators';
 * import { asyncScheduler } from 'rxjs';
 *
 * const budget = calendarWindow({ limit: 1, window: 1_000 });
 * const second = () => Math.floor(asyncScheduler.now() / 1_000);
 * const askedIn = second();
 * for (const name of ['one', 'two'])
 *   budget.acquire().subscribe(() => console.log(`${name} in second ${second() - askedIn}`));
 * // one in second 0
 * // two in second 1
 * ```
 */
export function calendarWindow({ limit, window, scheduler = asyncScheduler, clock }: CalendarWindowConfig): Budget {
  const meter = calendarMeter(limit, positive('window', window), instants(scheduler, clock).wall);
  return budgetOf(meter, { scheduler, now: instants(scheduler, clock).monotonic });
}

function calendarMeter(limit: number, window: number, wall: () => number): Meter {
  let current = Number.NEGATIVE_INFINITY;
  let used = 0;
  /** Turns the page if need be, and tells the instant. */
  const turn = (): number => {
    const at = wall();
    const index = Math.floor(at / window);
    // Of a window that is lived again nobody knows any more what was spent in it.
    if (index !== current) used = index > current ? 0 : limit;
    current = index;
    return at;
  };
  return {
    limit,
    waitFor: (weight) => {
      const at = turn();
      return used + weight <= limit ? 0 : (current + 1) * window - at;
    },
    spend: (weight) => {
      turn();
      used += weight;
    },
  };
}
