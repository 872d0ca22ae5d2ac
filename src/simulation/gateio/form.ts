import type { OrderRequest, SimulatedFill, SimulatedOrder } from '../exchange/order.ts';
import type { Fields } from './fieldText.ts';
import type { Listing } from './listing.ts';
import type { Papers } from './papers.ts';
import type { Refusal } from './refusals.ts';

/** An order, understood: what the exchange is to do, and the words in which it was asked. */
export interface ReadOrder {
  readonly request: OrderRequest;
  readonly papers: Papers;
}

/** Whom a row is of. */
export interface RowOf {
  readonly uid: string;
  readonly papers: Papers;
}

/** How orders of a product are spelt. */
export interface Form {
  /** The field that names the instrument. */
  readonly instrument: 'currency_pair' | 'contract';
  /** `position` is what the customer has in contracts. */
  read(fields: Fields, listing: Listing, position: string): ReadOrder | Refusal;
  /** An order as replies and REST tell it. */
  row(listing: Listing, order: SimulatedOrder, of: RowOf): object;
  /** What an order is to become. */
  amendment(fields: Fields): { readonly price?: string; readonly size?: string } | Refusal;
  fill(listing: Listing, fill: SimulatedFill, of: RowOf): object;
}
