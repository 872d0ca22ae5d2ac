import type { Instrument } from '../model/instrument.ts';
import type { Order, TimeInForce } from '../model/order.ts';
import type { OrderAmendment, OrderRef, OrderRequest } from '../model/orderRequest.ts';
import type { Query } from './query.ts';
import type { Rejection } from './requestRule.ts';

/** An order to place, checked: amounts as exact texts without exponent, every field that is absent left out. */
export interface ExactOrder extends Omit<OrderRequest, 'price' | 'size' | 'timeInForce'> {
  readonly price?: string;
  readonly size: string;
  readonly clientOrderId: string;
  readonly timeInForce?: TimeInForce;
}

/** A change of an order, checked the same way. */
export interface ExactAmendment extends Omit<OrderAmendment, 'price' | 'size'> {
  readonly price?: string;
  readonly size?: string;
}

/** What a message about orders may be made of beside them. */
export interface OrderContext {
  readonly exchange: string;
  /** What is known of the symbol's instrument; always there where the rules say `needsInstrument`. */
  instrumentOf(symbol: string): Instrument | undefined;
}

/** What a venue says of one order in its final reply. */
export type Verdict =
  /** It took it. `clientOrderId` where it echoes one. */
  | { readonly kind: 'accepted'; readonly orderId: string; readonly clientOrderId?: string }
  | ({ readonly kind: 'rejected' } & Rejection);

/** How one thing is done to orders. Messages are without id, completed and signed like every request of the dialect. */
export interface OrderAction<T> {
  /** The message for one. */
  one(item: T, context: OrderContext): unknown;
  /** How several go in one frame. Default: each by itself. */
  readonly batch?: {
    /** Most in a frame. */
    readonly most: number;
    /** Which neighbours may share a frame: those of equal text. Default: all. */
    together?(item: T): string;
    /** The message for two or more. */
    many(items: readonly T[], context: OrderContext): unknown;
  };
}

/** How client order ids must look. */
export interface ClientOrderIdRule {
  /** Makes one out of numbers in [0, 1): 64 bits of chance at least, so that none comes twice. */
  make(random: () => number): string;
  /** Whether the venue takes an id that a user chose. */
  isValid(id: string): boolean;
  /** The form in words, for who got it wrong: `at most 32 letters and digits`. */
  readonly form: string;
}

/** What is done to orders. */
export type OrderVerb = 'place' | 'amend' | 'cancel' | 'cancelAll' | 'cancelAllAfter';

/**
 * How a dialect speaks of orders: data and pure functions. What is absent is `unsupported`. Every function may throw
 * `invalid-options` or `unsupported` for what the venue cannot be asked.
 *
 * The replies are matched by id, ended by `RequestRule.isFinal`, and refused as a whole by `RequestRule.rejectionOf`, where a
 * refusal with `isUnknown` makes the outcome unknown.
 */
export interface OrderRules<M = unknown> {
  readonly clientOrderId: ClientOrderIdRule;
  /** Messages need what is known of the instrument: it is asked for before the first. Default false. */
  readonly needsInstrument?: boolean;
  readonly place: OrderAction<ExactOrder>;
  readonly amend?: OrderAction<ExactAmendment>;
  readonly cancel: OrderAction<OrderRef>;
  /** The message that cancels all open orders, or those of a symbol. */
  cancelAll?(scope: { readonly symbol?: string }, context: OrderContext): unknown;
  /** The message that cancels all open orders unless it is sent again in time; 0 takes it back. */
  cancelAllAfter?(ms: number, context: OrderContext): unknown;
  /**
   * What a final reply that is no refusal says of each item, in their order. Of an item it says nothing about, or nothing
   * for sure, `undefined`: its outcome is unknown.
   */
  verdictsOf(reply: M, items: readonly OrderRef[]): readonly (Verdict | undefined)[];
  /** How the newest state of an order is asked for, whether or not it is still open. */
  find?(which: OrderRef, context: OrderContext): Query<Order | undefined>;
  /** What is asked where `find` has no such order, for it may have ended: where the venue keeps those elsewhere. Default: nothing. */
  findEnded?(which: OrderRef, context: OrderContext): Query<Order | undefined> | undefined;
  /** Whether a refusal of `find` says that there is no such order. Default: no. */
  isMissing?(rejection: Rejection): boolean;
  /** What a message costs of budgets that count weights. Default: one an item. */
  weightOf?(verb: OrderVerb, items: number): number;
}
