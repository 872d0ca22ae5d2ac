import type { Exchange } from '../../protocol/exchange.ts';
import { publicDialect } from './publicDialect.ts';

/**
 * Kraken spot: public trades, ticker, book (10, 25, 100, 500, 1000 levels) and candles (`1m` `5m` `15m` `30m` `1h` `4h` `1d`
 * `1w` `15d`) over WebSocket v2.
 *
 * Symbols are written as `BTC/USD`, in upper case; bitcoin is `BTC` here as everywhere, never Kraken's older `XBT`.
 * `params` of a subscription go along with the request: `{ event_trigger: 'bbo' }` for the ticker, `{ snapshot: true }` for
 * the last 50 trades.
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
  // Whatever text a caller takes for a channel: `constructor` is none.
  route: ({ channel }) => (Object.hasOwn(publicDialect.channels, channel) ? 'public' : undefined),
  requestRoute: 'public',
};
