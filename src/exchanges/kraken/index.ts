import type { Exchange } from '../../protocol/exchange.ts';
import { isRow } from '../../protocol/fields.ts';
import { authDialect } from './authDialect.ts';
import { instruments } from './instruments.ts';
import { publicDialect } from './publicDialect.ts';

export { krakenV1 } from './v1/krakenV1.ts';

/**
 * Kraken spot over WebSocket v2. Public: trades, ticker, book (10, 25, 100, 500, 1000 levels) and candles (`1m` `5m` `15m` `30m`
 * `1h` `4h` `1d` `1w` `15d`). Private: orders, fills and balances; orders are placed, changed, canceled and found.
 *
 * Symbols are written as `BTC/USD`, in upper case; bitcoin is `BTC` here as everywhere, never Kraken's older `XBT`.
 * `params` of a subscription go along with the request: `{ event_trigger: 'bbo' }` for the ticker, `{ snapshot: true }` for
 * the last 50 trades. So do those of an order: `{ deadline: '2026-09-01T12:00:00.500Z' }`, `{ validate: true }`.
 *
 * There is no test world: `environment: 'test'` is Kraken's beta, whose orders are real.
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
  dialects: { public: publicDialect, auth: authDialect },
  // Whatever text a caller takes for a channel: `constructor` is none.
  route: ({ channel }) => [publicDialect, authDialect].find(({ channels }) => Object.hasOwn(channels, channel))?.name,
  requestRoute: 'public',
  requestRouteOf: (message) =>
    isRow(message) && /_order|batch_|cancel_/.test(String(message['method'])) ? 'auth' : undefined,
  orderRoute: () => 'auth',
  instruments,
};

/**
 * What of {@link kraken} needs no credentials: the same market data in a smaller bundle, without orders, accounts and instruments.
 *
 * @example
 * ```ts
 * import { createClient } from 'coldwire';
 * import { krakenMarkets } from 'coldwire/exchanges/kraken';
 *
 * createClient(krakenMarkets).trades('BTC/USD').subscribe(({ side, sizeText, priceText }) => console.log(side, sizeText, priceText));
 * ```
 */
export const krakenMarkets: Exchange = {
  name: 'kraken',
  dialects: { public: publicDialect },
  route: ({ channel }) => (Object.hasOwn(publicDialect.channels, channel) ? 'public' : undefined),
  requestRoute: 'public',
};
