import type { Exchange } from '../../protocol/exchange.ts';
import { instruments } from './instruments.ts';
import { coinmDialect, spotDialect, usdmMarketDialect, usdmPublicDialect } from './publicDialects.ts';
import { routeOf } from './route.ts';

/**
 * Binance: spot (`BTC/USDT`), futures margined in dollar coins (`BTC/USDT:USDT`, with a date `BTC/USDT:USDT-261225`) and those
 * margined in coins (`BTC/USD:BTC`). Trades, ticker, quotes, books, candles, and of futures funding and mark.
 *
 * `params` of a subscription choose among streams: `{ stream: 'aggTrade' }` or `'trade'` for trades, `{ speed: '1000ms' }` and
 * `{ partial: true }` for books, `{ speed: '3s' }` for marks. Sizes of futures margined in coins count contracts, all others
 * the base.
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
    'usdm-public': usdmPublicDialect,
    'usdm-market': usdmMarketDialect,
    coinm: coinmDialect,
  },
  route: routeOf,
  instruments,
};
