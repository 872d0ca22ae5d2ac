import type { Exchange } from '../../protocol/exchange.ts';
import { businessDialect } from './businessDialect.ts';
import { instruments } from './instruments.ts';
import { privateDialect } from './privateDialect.ts';
import { publicDialect } from './publicDialect.ts';
import { rankedDialect } from './rankedDialect.ts';
import { routeFor } from './routeFor.ts';

/**
 * OKX v5: spot and swaps, futures and options by their names. Public: trades, ticker, quotes, book (1, 5 and 400 levels), candles
 * (`1s` to `3M`), funding and mark. Private: orders, fills, balances and positions; orders are placed, changed, canceled and found.
 *
 * Symbols are written `BTC/USDT`, `BTC/USDT:USDT`, `BTC/USD:BTC`, `BTC/USD:BTC-220527`. Sizes of everything but spot count contracts.
 * `params`: `{ channel: 'trades-all' }` for each trade by itself, `{ channel: 'books50-l2-tbt' }` or `'books-l2-tbt'` for books every
 * 10 ms where the account may (credentials are wanted), `{ utc: true }` for candles of 6 hours and more that are cut by UTC; `{ market: 'SWAP' }` for
 * what an account has in one market. `params` of an order go along with it: `{ tdMode: 'isolated', posSide: 'long' }`; on spot it is
 * `cash` and else `cross` where nothing is said.
 *
 * @example
 * ```ts
 * import { createClient } from 'coldwire';
 * import { okx } from 'coldwire/exchanges/okx';
 *
 * const client = createClient(okx);
 * client.book('BTC/USDT:USDT', { depth: 400 }).subscribe((book) => console.log(book.bestBid?.priceText, book.bestAsk?.priceText));
 * ```
 */
export const okx: Exchange = {
  name: 'okx',
  dialects: { public: publicDialect, business: businessDialect, private: privateDialect, ranked: rankedDialect },
  route: routeFor,
  requestRoute: 'private',
  instruments,
};
