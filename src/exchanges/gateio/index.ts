import type { Subscription } from '../../model/subscription.ts';
import type { Exchange } from '../../protocol/exchange.ts';
import { dialectOn } from './dialectOn.ts';
import { instruments, marketOf } from './instruments.ts';
import { spotMarket, usdtMarket } from './markets.ts';

/**
 * Gate.io v4: spot and perpetuals settled in USDT, each on one socket for market data, account and orders. Trades, ticker, quotes,
 * book (50 and 400 levels), candles (`10s` to `1d`, and `1w`), of perpetuals funding and mark; orders, fills, balances, of
 * perpetuals positions; placing, amending, canceling and finding orders.
 *
 * Symbols are written `BTC/USDT` and `BTC/USDT:USDT`. Sizes of perpetuals count contracts. **A market order that buys on spot is
 * sized in the quote**: `size: 1000` of `PEPE/USDT` spends 1,000 USDT; all other orders of spot count the base. What tells of an account without naming a
 * symbol is of spot, unless `market` is `usdt`; perpetuals want `credentials.uid` for it. Client order ids begin with `t-`.
 * `params` of a book: `{ channel: 'order_book_update' }` for changes that follow on a snapshot from REST, `{ channel: 'order_book' }`
 * for the best levels whole each time, `speed` where a channel has several. Balances of perpetuals tell the wallet, all of it as free.
 *
 * @example
 * ```ts
 * import { createClient } from 'coldwire';
 * import { gateio } from 'coldwire/exchanges/gateio';
 *
 * const client = createClient(gateio);
 * client.book('BTC/USDT', { depth: 50 }).subscribe((book) => console.log(book.bestBid?.priceText, book.bestAsk?.priceText));
 * ```
 */
export const gateio: Exchange = {
  name: 'gateio',
  dialects: { spot: dialectOn(spotMarket), usdt: dialectOn(usdtMarket) },
  route: routeFor,
  requestRoute: 'spot',
  orderRoute: (symbol) => (symbol === undefined ? 'spot' : servedOn(symbol)),
  instruments,
};

/** The dialect that serves a subscription: that of its symbol, else of the market it names. */
function routeFor({ symbol, params = {} }: Subscription): string | undefined {
  if (symbol !== undefined) return servedOn(symbol);
  const { market = 'spot' } = params;
  return market === 'spot' || market === 'usdt' ? market : undefined;
}

/** The dialect of a symbol; nothing for what is settled in anything but USDT. */
function servedOn(symbol: string): string | undefined {
  const settle = symbol.split(':')[1];
  return settle === undefined || settle === 'USDT' ? marketOf(symbol).name : undefined;
}
