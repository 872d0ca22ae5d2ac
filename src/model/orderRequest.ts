import type { OrderType, TimeInForce } from './order.ts';
import type { Param } from './subscription.ts';

/**
 * A number or its exact decimal text, `0.1` or `'0.10'`. Either reaches the venue digit by digit: a number as the shortest
 * text that means it, without exponent; a text as it is. Nothing is ever rounded.
 */
export type Amount = number | string;

/** An order to place. */
export interface OrderRequest {
  /** Unified symbol. */
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly type: OrderType;
  /** The limit; wanted where the type is `limit`. */
  readonly price?: Amount;
  /** In the venue's own unit for that order. */
  readonly size: Amount;
  /** Your own id. Default: made at the call, of the form the venue takes. */
  readonly clientOrderId?: string;
  /** Default: the venue's. */
  readonly timeInForce?: TimeInForce | Uppercase<TimeInForce>;
  /** Refused rather than filled at once. */
  readonly postOnly?: boolean;
  /** Only ever makes a position smaller. */
  readonly reduceOnly?: boolean;
  /** The venue's own extras, passed through. */
  readonly params?: Readonly<Record<string, Param>>;
}

/** Which order is meant: by your id, the venue's, or both. */
export interface OrderRef {
  readonly symbol: string;
  readonly clientOrderId?: string;
  readonly orderId?: string;
  /** The venue's own extras, passed through. */
  readonly params?: Readonly<Record<string, Param>>;
}

/** What to change of an order. What is absent stays. */
export interface OrderAmendment extends OrderRef {
  readonly price?: Amount;
  /** The whole size it shall have, what is filled included. */
  readonly size?: Amount;
}
