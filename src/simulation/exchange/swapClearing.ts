import type { InstrumentSpec } from '../market/instrumentSpec.ts';
import { unitsText } from '../market/unitsText.ts';
import { type Amount, amountText } from './amount.ts';
import type { Clearing } from './clearing.ts';
import type { Ledger } from './ledger.ts';
import { type Fees, ratioOf, shareOf, termsOf } from './terms.ts';

/** What binds of a cost, in millionths: a leverage of ten. */
const MARGIN = 100_000;

/**
 * A position in one direction, with the margin it binds in the asset it is settled in. What is won or lost by closing is what it
 * cost to enter against what it cost to leave, to the last digit.
 */
export function swapClearing(spec: InstrumentSpec, fees: Fees, { add, hold }: Pick<Ledger, 'add' | 'hold'>): Clearing {
  const asset = spec.settle ?? spec.quote;
  const terms = termsOf(spec);
  /** Signed lots, what they cost on entry, what they bind. */
  let [open, entry, margin, realised]: [number, Amount, Amount, Amount] = [0, 0n, 0n, 0n];

  const closing = (signed: number): number => (open * signed < 0 ? Math.min(Math.abs(open), Math.abs(signed)) : 0);
  const close = (ticks: number, lots: number): void => {
    if (lots === 0) return;
    const left = (entry * BigInt(lots)) / BigInt(Math.abs(open));
    const won = (terms.cost(ticks, lots) - left) * (open > 0 ? 1n : -1n);
    [open, entry, realised] = [open - Math.sign(open) * lots, entry - left, realised + won];
    add(asset, won);
  };
  return {
    // What closes binds nothing.
    bound(side, lots, cost) {
      const opening = lots - closing(side === 'buy' ? lots : -lots);
      return { asset, amount: lots === 0 ? 0n : shareOf((cost * BigInt(opening)) / BigInt(lots), MARGIN + fees.taker) };
    },
    execute(side, { ticks, lots }, liquidity) {
      const signed = side === 'buy' ? lots : -lots;
      const closed = closing(signed);
      close(ticks, closed);
      open += Math.sign(signed) * (lots - closed);
      entry += terms.cost(ticks, lots - closed);
      const bound = shareOf(entry, MARGIN);
      hold(asset, bound - margin);
      margin = bound;
      const fee = { asset, amount: shareOf(terms.cost(ticks, lots), fees[liquidity]) };
      add(asset, -fee.amount);
      return fee;
    },
    lots: () => open,
    position: () => ({
      symbol: spec.symbol,
      size: unitsText(open, spec.sizeDecimals),
      ...(open === 0 ? {} : { entryPrice: amountText(ratioOf(entry, terms.base(Math.abs(open)))) }),
      margin: amountText(margin),
      realised: amountText(realised),
    }),
  };
}
