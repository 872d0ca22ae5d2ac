import type { Budget } from '../budget.ts';
import { BudgetOverflowError } from '../budgetOverflowError.ts';
import type { Place } from './waitingLine.ts';

/** What is asked of one budget. */
export interface Need {
  readonly budget: Budget;
  readonly weight: number;
}

/**
 * Calls `go` once all budgets grant in one instant what is asked of them: at once where they do, else in turn. Gives what
 * leaves the lines before. Throws where one of the budgets never could, and for a lane that is no number.
 */
export function lineUp(needs: readonly Need[], lane: number, go: () => void): () => void {
  const bill = billOf(needs);
  for (const [{ limit }, weight] of bill) {
    if (!(weight >= 0 && weight <= limit)) throw new BudgetOverflowError(weight, limit);
  }
  if (Number.isNaN(lane)) throw new RangeError('a lane is a number');
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
    go();
    return true;
  };
  const place: Place = { lane, ticket: ticketFrom(bill), tryToGo };
  tryToGo();
  return leave;
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
