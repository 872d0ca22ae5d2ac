import type { Market } from '../market/market.ts';
import type { Bar } from '../market/marketHistory.ts';
import { unitsText } from '../market/unitsText.ts';
import type { Product } from './product.ts';
import { trimmed } from './trimmed.ts';

/** An instrument as the venue lists it: a market under the venue's name, counted in the venue's unit. */
export interface Listing {
  readonly market: Market;
  readonly product: Product;
  /** The same on spot and in futures: `BTC_USDT`. */
  readonly name: string;
  readonly priceText: (ticks: number) => string;
  readonly sizeText: (lots: number) => string;
  /** A size as JSON: contracts are whole numbers, unless the client wants decimals, which are text as on spot. */
  readonly sizeJson: (lots: number, isDecimal: boolean) => string;
  /** Volumes in contracts (on spot the base), in the base, and in the quote. */
  readonly volumes: (of: Pick<Bar, 'lots' | 'turnover'>) => Readonly<Record<'unit' | 'base' | 'quote', string>>;
}

/** Decimals of what is only told, never traded. */
const FINE = 4;

/** Lists a market: `BTC/USDT` and `BTC/USDT:USDT` as `BTC_USDT`. */
export function listing(market: Market): Listing {
  const { base, quote, settle, contractSize = '1', priceDecimals, sizeDecimals } = market.spec;
  const product: Product = settle === undefined ? 'spot' : 'futures';
  const sizeText = (lots: number): string => trimmed(unitsText(lots, sizeDecimals));
  return {
    market,
    product,
    name: `${base}_${quote}`,
    priceText: (ticks) => trimmed(unitsText(ticks, priceDecimals)),
    sizeText,
    sizeJson: (lots, isDecimal) => (product === 'spot' || isDecimal ? `"${sizeText(lots)}"` : sizeText(lots)),
    volumes({ lots, turnover }) {
      const contract = Number(contractSize);
      const told = (value: number): string => trimmed(value.toFixed(FINE));
      return {
        unit: sizeText(lots),
        base: told((lots * contract) / 10 ** sizeDecimals),
        quote: told((turnover * contract) / 10 ** (priceDecimals + sizeDecimals)),
      };
    },
  };
}
