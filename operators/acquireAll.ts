import { Observable } from 'rxjs';
import type { Budget } from './budget.ts';
import { BudgetOverflowError } from './budgetOverflowError.ts';
import type { Place } from './waitingLine.ts';

/** What is asked of one budget. */
export interface Need {
  readonly budget: Budget;
  readonly weight: number;
}

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
  return new Observable((subscriber) => {
    const bill = billOf(needs);
    for (const [{ limit }, weight] of bill) {
      if (!(weight >= 0 && weight <= limit)) return subscriber.error(new BudgetOverflowError(weight, limit));
    }
    if (Number.isNaN(lane)) return subscriber.error(new RangeError('a lane is a number'));
    const leave = (): void => {
      for (const { line } of bill.keys()) line.leave(place);
    };
    const tryToGo = (): boolean => {
      const budget = longestHoldup(bill, place);
      if (budget !== undefined) {
        budget.line.join(place, bill.get(budget) ?? 0);
        return false;
      }
      for (const [{ spend }, weight] of bill) spend(weight);
      leave();
      subscriber.next();
      subscriber.complete();
      return true;
    };
    const place: Place = { lane, ticket: ticketFrom(bill), tryToGo };
    subscriber.add(leave);
    tryToGo();
  });
}

/** The budgets with what each is asked for. */
type Bill = ReadonlyMap<Budget, number>;

function billOf(needs: readonly Need[]): Bill {
  const bill = new Map<Budget, number>();
  for (const { budget, weight } of needs) bill.set(budget, (bill.get(budget) ?? 0) + weight);
  return bill;
}

/** A number that is the newest in every line: whoever meets in any of them agrees on who came first, so none wait in a ring. */
function ticketFrom(bill: Bill): number {
  let ticket = 0;
  for (const { line } of bill.keys()) ticket = line.number(ticket);
  for (const { line } of bill.keys()) line.number(ticket - 1);
  return ticket;
}

/** The budget that keeps a place from going, if any; of several the one that will have room last. */
function longestHoldup(bill: Bill, place: Place): Budget | undefined {
  let holdup: Budget | undefined;
  let longest = -1;
  for (const [budget, weight] of bill) {
    const wait = budget.waitFor(weight);
    if (wait <= longest || (wait === 0 && !budget.line.isBehind(place))) continue;
    holdup = budget;
    longest = wait;
  }
  return holdup;
}
