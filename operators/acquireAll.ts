import { Observable } from 'rxjs';
import { lineUp, type Need } from './internal/lineUp.ts';

/**
 * Asks several budgets at once, and is granted by all of them in one instant, so that none counts before the others.
 *
 * Each subscription asks anew. Emits once and completes: on subscribe where every budget has room and nobody stands before
 * it, else in turn. Errors on subscribe with {@link BudgetOverflowError} where one of the budgets could never grant its weight.
 * Unsubscribing before gives the place up, which costs no budget anything. A budget named twice is asked for the sum.
 *
 * Who has to wait lines up at the budget that will have room for it last; if another has none by then, it keeps its place and
 * lines up there too. So waiting for a long window does not hold up a short one, and all who wait get there, each in turn.
 *
 * @example
 * ```ts
 * import { acquireAll, slidingWindow } from 'coldwire/operators';
 *
 * const perSecond = slidingWindow({ limit: 10, window: 1_000 });
 * const perMinute = slidingWindow({ limit: 100, window: 60_000 });
 * acquireAll([
 *   { budget: perSecond, weight: 1 },
 *   { budget: perMinute, weight: 5 },
 * ]).subscribe(() => console.log('granted'));
 * // granted
 * ```
 */
export function acquireAll(needs: readonly Need[], lane = 0): Observable<void> {
  return new Observable((subscriber) =>
    lineUp(needs, lane, () => {
      subscriber.next();
      subscriber.complete();
    }),
  );
}
