import { crc32 } from '../../util/crc32.ts';
import type { Market } from '../market/market.ts';
import type { Bar } from '../market/marketHistory.ts';
import { numberText } from './numberText.ts';

/** An instrument as the venue lists it: a market under the venue's name, counted in the venue's unit. */
export interface Listing {
  readonly market: Market;
  readonly instId: string;
  readonly instType: 'SPOT' | 'SWAP';
  /** The number that stands for `instId` in orders. */
  readonly instIdCode: number;
  readonly priceText: (ticks: number) => string;
  /** In contracts, or in the base for spot. */
  readonly sizeText: (lots: number) => string;
  /** Volumes in the venue's three counts: its unit, the currency it is of (for spot the quote), the quote. */
  readonly volumes: (of: Pick<Bar, 'lots' | 'turnover'>) => Readonly<Record<'unit' | 'currency' | 'quote', string>>;
}

/** Decimals of what is only told, never traded. */
const FINE = 4;

/** Lists a market: `BTC/USDT` as `BTC-USDT`, `BTC/USDT:USDT` as `BTC-USDT-SWAP`. */
export function listing(market: Market): Listing {
  const { base, quote, settle, contractSize = '1', priceDecimals, sizeDecimals } = market.spec;
  const instId = settle === undefined ? `${base}-${quote}` : `${base}-${quote}-SWAP`;
  const sizeText = (lots: number): string => numberText(lots, sizeDecimals);
  return {
    market,
    instId,
    instType: settle === undefined ? 'SPOT' : 'SWAP',
    instIdCode: 10_000 + (crc32(instId) % 90_000),
    priceText: (ticks) => numberText(ticks, priceDecimals),
    sizeText,
    volumes({ lots, turnover }) {
      const contract = Number(contractSize);
      const worth = (turnover * contract) / 10 ** (priceDecimals + sizeDecimals);
      const quoted = numberText(Math.round(worth * 10 ** FINE), FINE);
      const amount = numberText(Math.round((lots * contract * 10 ** FINE) / 10 ** sizeDecimals), FINE);
      return { unit: sizeText(lots), currency: settle === undefined ? quoted : amount, quote: quoted };
    },
  };
}
