import { idsOf, type Params } from './orderParams.ts';

/** The methods about orders. */
export const orderMethods = [
  'add_order',
  'amend_order',
  'edit_order',
  'cancel_order',
  'cancel_all',
  'cancel_all_orders_after',
  'batch_add',
  'batch_cancel',
] as const;
export type OrderMethod = (typeof orderMethods)[number];

/** A request about orders. */
export interface OrderCall {
  readonly method: OrderMethod;
  readonly params: Params;
}

/** One answer: what it holds, as JSON text, or the error. */
export type OrderReply =
  | { readonly kind: 'done'; readonly field?: 'result' | 'orders_cancelled'; readonly text: string }
  | { readonly kind: 'failed'; readonly error: string };

/** Does what a request of an account says; one answer each, but for `cancel_order` one for each order that it names. */
export type DoOrder = (account: string, params: Params) => readonly OrderReply[];

/** How many answers a request is owed. */
export const answersTo = ({ method, params }: OrderCall): number =>
  method === 'cancel_order' ? Math.max(idsOf(params).length, 1) : 1;
