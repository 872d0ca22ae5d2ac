import type { Stamp, Unit } from './stamp.ts';

/** How an order is priced. Beside `limit` and `market` a venue may have words of its own. */
export type OrderType = 'limit' | 'market' | (string & {});

/** How long an order stays: until canceled, or only as far as it fills at once, in part or as a whole, or to a date. */
export type TimeInForce = 'gtc' | 'ioc' | 'fok' | 'gtd';

/**
 * Where an order stands. `open` and `partially-filled` ones may still trade, the others never will. `unknown` is one that is no
 * longer open while the venue no longer says how it ended.
 */
export type OrderStatus = 'open' | 'partially-filled' | 'filled' | 'canceled' | 'rejected' | 'expired' | 'unknown';

/** The newest state of one of your orders. */
export interface Order extends Stamp {
  readonly kind: 'order';
  /** The venue's id. */
  readonly orderId: string;
  /** Your id, where it has one. */
  readonly clientOrderId?: string;
  readonly side: 'buy' | 'sell';
  readonly type: OrderType;
  readonly status: OrderStatus;
  /** The limit; absent where the order has none. */
  readonly price?: number;
  readonly priceText?: string;
  /** What was ordered, counted in `unit`. */
  readonly size: number;
  readonly sizeText: string;
  readonly filled: number;
  readonly filledText: string;
  /** What of the size is not filled, whether or not it still may be. */
  readonly remaining: number;
  readonly remainingText: string;
  /** The average price of what is filled. */
  readonly averagePrice?: number;
  readonly averagePriceText?: string;
  readonly timeInForce?: TimeInForce;
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly unit: Unit;
  /** When it was accepted, where the venue says. */
  readonly time?: number;
  /** When this state came about, where the venue says. */
  readonly updatedAt?: number;
}
