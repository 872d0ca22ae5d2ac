import type { OrderRefusal, SimulatedOrder } from '../exchange/order.ts';
import { jsonText, quoted } from './jsonText.ts';
import { orderErrors } from './orderErrors.ts';
import type { OrderReply } from './orderMethods.ts';

export const done = (fields: Readonly<Record<string, string | undefined>>): OrderReply => ({
  kind: 'done',
  text: jsonText(fields),
});

export const failed = (error: string): OrderReply => ({ kind: 'failed', error });

export const refused = (reason: OrderRefusal): OrderReply => failed(orderErrors[reason]);

/** What an answer calls an order. */
export const namesOf = ({
  id,
  clientOrderId,
}: SimulatedOrder): Readonly<Record<'order_id' | 'cl_ord_id', string | undefined>> => ({
  order_id: quoted(id),
  cl_ord_id: quoted(clientOrderId),
});
