import type { Balance } from './balance.ts';
import type { Fill } from './fill.ts';
import type { Funding } from './funding.ts';
import type { Mark } from './mark.ts';
import type { Order } from './order.ts';
import type { OrderBook } from './orderBook.ts';
import type { Position } from './position.ts';
import type { Stamp, Unit } from './stamp.ts';
import type { Channel } from './subscription.ts';

export type { Stamp, Unit } from './stamp.ts';

/** One execution in the market. */
export interface Trade extends Stamp {
  readonly kind: 'trade';
  readonly id: string;
  /** The taker's side. */
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly size: number;
  /** The venue's exact text of the price. */
  readonly priceText: string;
  readonly sizeText: string;
  readonly unit: Unit;
  readonly time: number;
}

/** The rolling statistics of an instrument, usually of the last 24 hours. */
export interface Ticker extends Stamp {
  readonly kind: 'ticker';
  readonly last: number;
  readonly lastText: string;
  readonly bid?: number;
  readonly bidText?: string;
  readonly bidSize?: number;
  readonly ask?: number;
  readonly askText?: string;
  readonly askSize?: number;
  readonly high?: number;
  readonly low?: number;
  /** Traded in the window, counted in `unit`. */
  readonly volume?: number;
  /** Volume-weighted average price of the window. */
  readonly vwap?: number;
  /** Absolute change of the price over the window. */
  readonly change?: number;
  /** The same in per cent: `1.5` is 1.5 %. */
  readonly changePercent?: number;
  readonly unit: Unit;
}

/** The best bid and ask. */
export interface Quote extends Stamp {
  readonly kind: 'quote';
  readonly bid: number;
  readonly bidText: string;
  readonly bidSize: number;
  readonly ask: number;
  readonly askText: string;
  readonly askSize: number;
  readonly unit: Unit;
}

/** One bar. A bar that is not `closed` is the state so far and will come again. */
export interface Candle extends Stamp {
  readonly kind: 'candle';
  /** Bar length as subscribed: `1m`. */
  readonly interval: string;
  /** Start of the bar, milliseconds since the epoch. */
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly openText: string;
  readonly highText: string;
  readonly lowText: string;
  readonly closeText: string;
  readonly volume: number;
  readonly volumeText: string;
  readonly vwap?: number;
  /** Number of trades in the bar. */
  readonly trades?: number;
  readonly closed: boolean;
  readonly unit: Unit;
}

/** The value each channel delivers. */
export interface ChannelValues {
  trades: Trade;
  ticker: Ticker;
  quotes: Quote;
  book: OrderBook;
  candles: Candle;
  funding: Funding;
  mark: Mark;
  orders: Order;
  fills: Fill;
  balances: Balance;
  positions: Position;
}

/** The value of channel `C`. */
export type ValueOf<C extends Channel = Channel> = ChannelValues[C];
