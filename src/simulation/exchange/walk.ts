import type { BookLevel } from '../market/marketBook.ts';
import type { Amount } from './amount.ts';
import type { Terms } from './terms.ts';

/** What there is to take: at most so many lots, for at most so much, at prices that will do. */
export interface Wanted {
  readonly lots?: number;
  readonly cost?: Amount;
  readonly isGood?: (ticks: number) => boolean;
}

/** What taking it would cost. */
export interface Walked {
  readonly lots: number;
  readonly cost: Amount;
  /** The worst price; absent where there is nothing. */
  readonly worst?: number;
}

/** Goes along one side of a book and sums up what a taker would get. */
export function walk(levels: readonly BookLevel[], terms: Terms, wanted: Wanted): Walked {
  let walked: Walked = { lots: 0, cost: 0n };
  for (const { ticks, lots } of levels) {
    const most = Math.min(lots, (wanted.lots ?? lots + walked.lots) - walked.lots);
    const afforded =
      wanted.cost === undefined ? most : affordable(wanted.cost - walked.cost, most, terms.cost(ticks, 1));
    if (afforded <= 0 || wanted.isGood?.(ticks) === false) break;
    walked = { lots: walked.lots + afforded, cost: walked.cost + terms.cost(ticks, afforded), worst: ticks };
  }
  return walked;
}

function affordable(cost: Amount, most: number, each: Amount): number {
  const count = cost / each;
  return count > BigInt(most) ? most : Number(count);
}
