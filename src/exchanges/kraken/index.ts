import type { Exchange } from '../../protocol/exchange.ts';
import { publicDialect } from './publicDialect.ts';

/**
 * Kraken spot: public trades, ticker, book (10, 25, 100, 500, 1000 levels) and candles over WebSocket v2.
 *
 * @example
 * ```ts
 * import { createClient } from 'coldwire';
 * import { kraken } from 'coldwire/exchanges/kraken';
 *
 * const client = createClient(kraken);
 * client.book('BTC/USD').subscribe((book) => console.log(book.bestBid?.priceText, book.bestAsk?.priceText));
 * ```
 */
export const kraken: Exchange = {
  name: 'kraken',
  dialects: { public: publicDialect },
  route: ({ channel }) => (channel in publicDialect.channels ? 'public' : undefined),
};
