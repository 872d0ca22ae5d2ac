import type { MarketTrade } from '../market/market.ts';

/** How many executions a trade of the market stands for: they are told as one when one taker meets several orders at a price. */
export function countOf({ id, lots }: Pick<MarketTrade, 'id' | 'lots'>): number {
  return Math.min(1 + (id % 3), lots);
}

/** The id of the last of them, from the market's own. */
export function lastIdOf(id: number): number {
  return 6 * Math.floor(id / 3) + ([1, 3, 6][id % 3] as number);
}
