import type { Exchange } from '../../protocol/exchange.ts';
import { spotApiDialect, usdmApiDialect } from './apiDialects.ts';
import { instruments } from './instruments.ts';
import { coinmDialect, spotDialect, usdmMarketDialect, usdmPublicDialect } from './publicDialects.ts';
import { orderRouteOf, routeOf } from './route.ts';
import { usdmPrivateDialect } from './usdmPrivateDialect.ts';

/**
 * Binance: spot (`BTC/USDT`), futures margined in dollar coins (`BTC/USDT:USDT`, with a date `BTC/USDT:USDT-261225`) and those
 * margined in coins (`BTC/USD:BTC`). Trades, ticker, quotes, books, candles, and of futures funding and mark.
 *
 * `params` of a subscription choose among streams: `{ stream: 'aggTrade' }` or `'trade'` for trades, `{ speed: '1000ms' }` and
 * `{ partial: true }` for books, `{ speed: '3s' }` for marks. Sizes of futures margined in coins count contracts, all others
 * the base.
 *
 * Orders, fills and balances of spot, and with `market: 'usdm'` or a symbol of theirs, positions too, of futures margined in dollar
 * coins; orders of both over their WebSocket APIs. Another price for an order needs its `params: { side }` and size.
 *
 * @example
 * ```ts
 * import { createClient } from 'coldwire';
 * import { binance } from 'coldwire/exchanges/binance';
 *
 * const client = createClient(binance);
 * client.book('BTC/USDT:USDT').subscribe((book) => console.log(book.bestBid?.priceText, book.bestAsk?.priceText));
 * ```
 */
export const binance: Exchange = {
  name: 'binance',
  dialects: {
    spot: spotDialect,
    'spot-api': spotApiDialect,
    'usdm-public': usdmPublicDialect,
    'usdm-market': usdmMarketDialect,
    'usdm-private': usdmPrivateDialect,
    'usdm-api': usdmApiDialect,
    coinm: coinmDialect,
  },
  route: routeOf,
  requestRoute: 'spot-api',
  orderRoute: orderRouteOf,
  instruments,
};
