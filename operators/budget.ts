import type { Observable } from 'rxjs';
import type { WaitingLine } from './internal/waitingLine.ts';

/**
 * A right to so much in so long, which any number of streams and callers share by sharing the object. Made by
 * {@link slidingWindow}, {@link tokenBucket}, {@link calendarWindow}, or of any other meter by {@link budgetOf}.
 *
 * Who has to wait stands in line: smaller lanes first, within a lane by arrival. The first in line holds up those behind it,
 * lighter ones too. Nothing runs but one timer, and only while somebody waits.
 */
export interface Budget {
  /** The most that can be granted at once; a greater weight never can be. */
  readonly limit: number;
  /**
   * Emits once `weight` (default 1) is granted, then completes: at once where there is room and nobody stands before it, else
   * in turn. `lane` (default 0) is its urgency, the smaller the sooner. Cold: each subscription asks anew, and unsubscribing
   * before gives the place up. Errors with {@link BudgetOverflowError} where the weight is not within 0 and `limit`. A weight
   * of 0 spends nothing, but waits its turn.
   */
  acquire(weight?: number, lane?: number): Observable<void>;
  /** Grants nothing for so many milliseconds from now, as a `Retry-After` asks. Of two penalties the one that ends later counts. */
  penalise(duration: number): void;
  /** How many milliseconds from now there would be room for `weight` if nothing else came: 0 where there is. Knows no line. */
  waitFor(weight: number): number;
  /** Counts `weight` as spent now without asking, past the limit if need be: what has gone out by another way. */
  spend(weight: number): void;
  /** Where those who wait for this budget stand; {@link acquireAll} lines up in it. */
  readonly line: WaitingLine;
}
