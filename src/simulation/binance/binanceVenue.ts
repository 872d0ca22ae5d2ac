import type { VenueDefinition } from '../venueSide.ts';
import { binanceSide } from './binanceSide.ts';
import { productOf } from './product.ts';

/** Binance: spot, and USD-margined futures. Futures count in coins, to three decimals; spot to five. */
export const binanceVenue: VenueDefinition = {
  symbols: ['BTC/USDT', 'ETH/USDT', 'BTC/USDT:USDT', 'ETH/USDT:USDT'],
  signing: { bits: 256, encoding: 'hex', secret: 'text', text: 'utf8' },
  quoting: (symbol) =>
    productOf(symbol) === 'usdm'
      ? { sizeDecimals: 3, minLots: 1, contractSize: '1' }
      : { sizeDecimals: 5, minLots: 10 },
  exchange: { fees: { maker: 1_000, taker: 1_000, in: 'received' } },
  side: binanceSide,
};
