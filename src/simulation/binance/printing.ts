import type { Market } from '../market/market.ts';
import { unitsText } from '../market/unitsText.ts';
import { type Product, productOf, venueSymbolOf } from './product.ts';

/** How an instrument is named and its numbers are printed. */
export interface Printing {
  readonly product: Product;
  /** `BTCUSDT` */
  readonly venueSymbol: string;
  readonly price: (ticks: number) => string;
  readonly size: (lots: number) => string;
  /** Ticks times lots, in quote. */
  readonly amount: (turnover: number) => string;
  /** A price between ticks. */
  readonly between: (ticks: number) => string;
}

/** Spot prints eight decimals, whatever the tick; futures as many as the instrument has (recordings of August 2024). */
const SPOT_DECIMALS = 8;

/** The printing of a market. */
export function printingOf({ spec }: Pick<Market, 'spec'>): Printing {
  const { symbol, priceDecimals, sizeDecimals } = spec;
  const product = productOf(symbol) ?? 'spot';
  const padded = (units: number, decimals: number): string =>
    product === 'usdm' ? unitsText(units, decimals) : spotText(unitsText(units, decimals), decimals);
  return {
    product,
    venueSymbol: venueSymbolOf(symbol),
    price: (ticks) => padded(ticks, priceDecimals),
    size: (lots) => padded(lots, sizeDecimals),
    amount: (turnover) => (turnover / 10 ** (priceDecimals + sizeDecimals)).toFixed(SPOT_DECIMALS),
    between: (ticks) => (ticks / 10 ** priceDecimals).toFixed(SPOT_DECIMALS),
  };
}

function spotText(text: string, decimals: number): string {
  return `${text}${decimals === 0 ? '.' : ''}${'0'.repeat(Math.max(SPOT_DECIMALS - decimals, 0))}`;
}
