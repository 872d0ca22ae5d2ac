import type { Order } from '../../model/order.ts';
import type { OrderRef } from '../../model/orderRequest.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import type { OrderContext } from '../../protocol/orderRules.ts';
import type { RestQuery } from '../../protocol/query.ts';
import { restOrder } from './restOrder.ts';
import { signedQuery } from './signedQuery.ts';

/**
 * Asks for an order by the venue's id, whatever has become of it, or by the customer's among those that are open.
 *
 * @see https://docs.kraken.com/api/docs/rest-api/get-open-orders
 */
export function findOrder(which: OrderRef, context: Pick<OrderContext, 'exchange'>): RestQuery<Order | undefined> {
  const { orderId } = which;
  if (orderId === undefined) return findAmong('open', which, context);
  return signedQuery('QueryOrders', { txid: orderId }, (result, receivedAt) => {
    const row = result[orderId];
    return isRow(row) ? restOrder(row, { ...context, symbol: which.symbol, orderId, receivedAt }) : undefined;
  });
}

/** Asks for one by the customer's id among those that are no longer open; after {@link findOrder}, for orders go only that way. */
export function findEndedOrder(
  which: OrderRef,
  context: Pick<OrderContext, 'exchange'>,
): RestQuery<Order | undefined> | undefined {
  return which.orderId === undefined ? findAmong('closed', which, context) : undefined;
}

/** Of several that had the same id one after the other, the latest is meant. */
function findAmong(
  state: 'open' | 'closed',
  { symbol, clientOrderId = '' }: OrderRef,
  { exchange }: Pick<OrderContext, 'exchange'>,
): RestQuery<Order | undefined> {
  const method = state === 'open' ? 'OpenOrders' : 'ClosedOrders';
  return signedQuery(method, { cl_ord_id: clientOrderId }, ({ [state]: rows }, receivedAt) => {
    const orders = Object.entries(isRow(rows) ? rows : {}).filter(
      (entry): entry is [string, Row] => isRow(entry[1]) && entry[1]['cl_ord_id'] === clientOrderId,
    );
    const [latest] = orders.sort(([, a], [, b]) => Number(b['opentm']) - Number(a['opentm']));
    return latest && restOrder(latest[1], { exchange, symbol, orderId: latest[0], receivedAt });
  });
}
