import type { SimulatedOrder } from '../exchange/order.ts';

/** Where an order stands, in the venue's words; they are those of both products. */
export type OrderStatus = 'NEW' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELED' | 'EXPIRED';

/** The status of an order. Who withdrew it makes the difference between the last two. */
export function orderStatus({ status, filled, cancelReason }: SimulatedOrder): OrderStatus {
  if (status === 'filled') return 'FILLED';
  if (status === 'canceled') return cancelReason === 'customer' ? 'CANCELED' : 'EXPIRED';
  return Number(filled) === 0 ? 'NEW' : 'PARTIALLY_FILLED';
}
