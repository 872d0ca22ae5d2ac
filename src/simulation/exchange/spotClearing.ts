import type { InstrumentSpec } from '../market/instrumentSpec.ts';
import type { Clearing } from './clearing.ts';
import type { Ledger } from './ledger.ts';
import { type Fees, shareOf, termsOf } from './terms.ts';

/** Base against quote, at once. A buy binds its cost and, where fees are taken in the quote, the highest of these. */
export function spotClearing(spec: InstrumentSpec, fees: Fees, { add }: Pick<Ledger, 'add'>): Clearing {
  const { base, quote } = spec;
  const terms = termsOf(spec);
  const highest = fees.in === 'quote' ? Math.max(fees.maker, fees.taker) : 0;
  return {
    bound: (side, lots, cost) =>
      side === 'sell'
        ? { asset: base, amount: terms.base(lots) }
        : { asset: quote, amount: cost + shareOf(cost, highest) },
    execute(side, { ticks, lots }, liquidity) {
      const [cost, size] = [terms.cost(ticks, lots), terms.base(lots)];
      const paysBase = fees.in === 'received' && side === 'buy';
      const fee = { asset: paysBase ? base : quote, amount: shareOf(paysBase ? size : cost, fees[liquidity]) };
      add(base, side === 'buy' ? size : -size);
      add(quote, side === 'buy' ? -cost : cost);
      add(fee.asset, -fee.amount);
      return fee;
    },
    lots: () => 0,
  };
}
