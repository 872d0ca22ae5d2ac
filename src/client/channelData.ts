import type { Observable } from 'rxjs';
import { onlyData } from '../../operators/onlyData.ts';
import type { Balance } from '../model/balance.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { Fill } from '../model/fill.ts';
import type { Funding } from '../model/funding.ts';
import type { Mark } from '../model/mark.ts';
import type { Order } from '../model/order.ts';
import type { OrderBook } from '../model/orderBook.ts';
import type { Position } from '../model/position.ts';
import type { Channel, Subscription } from '../model/subscription.ts';
import type { Candle, Quote, Ticker, Trade, ValueOf } from '../model/values.ts';

/** Whose orders, fills, balances or positions. */
export interface AccountScope {
  /** Those of one instrument, by its unified symbol. Default: all. */
  readonly symbol?: string;
  /** Those of one of the venue's markets, by its own name for it, where it has several. Default: the venue's. */
  readonly market?: string;
}

/** The data of feeds alone, by their channels. They end as their feeds do. */
export interface ChannelData {
  /** The trades of a symbol alone: a feed's data, fine for display; it pauses while the feed is stale. */
  trades(symbol: string): Observable<Trade>;
  /** The data of a `ticker` feed alone. */
  ticker(symbol: string): Observable<Ticker>;
  /** The data of a `quotes` feed alone: best bid and ask. */
  quotes(symbol: string): Observable<Quote>;
  /** The data of a `book` feed alone, cut to `depth` levels a side. Default: the venue's own, mostly its smallest. */
  book(symbol: string, options?: { readonly depth?: number }): Observable<OrderBook>;
  /** The data of a `candles` feed alone. `interval` is the bar's length, `1m`; its default is the venue's. */
  candles(symbol: string, interval?: string): Observable<Candle>;
  /** The data of a `funding` feed alone. */
  funding(symbol: string): Observable<Funding>;
  /** The data of a `mark` feed alone: the price that positions are valued at. */
  mark(symbol: string): Observable<Mark>;
  /** Your orders as they change: the data of an `orders` feed alone, which starts with those that are open. */
  orders(scope?: AccountScope): Observable<Order>;
  /** The executions of your orders: the data of a `fills` feed alone. */
  fills(scope?: AccountScope): Observable<Fill>;
  /** What you have: the data of a `balances` feed alone, which starts with what there is. */
  balances(scope?: AccountScope): Observable<Balance>;
  /** Your positions: the data of a `positions` feed alone, which starts with those that are open. */
  positions(scope?: AccountScope): Observable<Position>;
}

/** The data of whatever `feed` gives. */
export function channelData(
  feed: <C extends Channel>(subscription: Subscription<C>) => Observable<FeedEvent<ValueOf<C>>>,
): ChannelData {
  const values = <C extends Channel>(subscription: Subscription<C>): Observable<ValueOf<C>> =>
    feed(subscription).pipe(onlyData());
  const account = <C extends Channel>(channel: C, { symbol, market }: AccountScope = {}): Observable<ValueOf<C>> =>
    values({
      channel,
      ...(symbol === undefined ? {} : { symbol }),
      ...(market === undefined ? {} : { params: { market } }),
    });
  return {
    trades: (symbol) => values({ channel: 'trades', symbol }),
    ticker: (symbol) => values({ channel: 'ticker', symbol }),
    quotes: (symbol) => values({ channel: 'quotes', symbol }),
    book: (symbol, { depth } = {}) => values({ channel: 'book', symbol, ...(depth === undefined ? {} : { depth }) }),
    candles: (symbol, interval) =>
      values({ channel: 'candles', symbol, ...(interval === undefined ? {} : { interval }) }),
    funding: (symbol) => values({ channel: 'funding', symbol }),
    mark: (symbol) => values({ channel: 'mark', symbol }),
    orders: (scope) => account('orders', scope),
    fills: (scope) => account('fills', scope),
    balances: (scope) => account('balances', scope),
    positions: (scope) => account('positions', scope),
  };
}
