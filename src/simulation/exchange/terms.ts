import type { InstrumentSpec } from '../market/instrumentSpec.ts';
import { type Amount, AMOUNT_DECIMALS, amountOf } from './amount.ts';

/** What a venue takes of each execution, in millionths of its cost. */
export interface Fees {
  readonly maker: number;
  readonly taker: number;
  /** In which asset on spot: the quote, or what is received. Swaps take it in what they are settled in. */
  readonly in: 'quote' | 'received';
}

/** What an instrument's trades mean in amounts. */
export interface Terms {
  /** What lots are of the base. */
  base(lots: number): Amount;
  /** Price times size, in the quote. */
  cost(ticks: number, lots: number): Amount;
}

/** The terms of an instrument. */
export function termsOf({ priceDecimals, sizeDecimals, contractSize = '1' }: InstrumentSpec): Terms {
  const lot = (amountOf(contractSize) ?? 0n) / 10n ** BigInt(sizeDecimals);
  const scale = 10n ** BigInt(priceDecimals);
  return {
    base: (lots) => BigInt(lots) * lot,
    cost: (ticks, lots) => (BigInt(ticks) * BigInt(lots) * lot) / scale,
  };
}

/** A part of an amount, in millionths. */
export function shareOf(amount: Amount, millionths: number): Amount {
  return (amount * BigInt(millionths)) / 1_000_000n;
}

/** The quotient of two amounts as a count of 10^-18. */
export function ratioOf(amount: Amount, by: Amount): Amount {
  return (amount * 10n ** BigInt(AMOUNT_DECIMALS)) / by;
}
