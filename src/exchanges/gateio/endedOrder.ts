import type { Order } from '../../model/order.ts';
import type { OrderRef } from '../../model/orderRequest.ts';
import { rowsOf } from '../../protocol/fields.ts';
import type { RestQuery } from '../../protocol/query.ts';
import type { Market } from './markets.ts';
import { orderIn } from './orderRow.ts';
import { pairIn } from './orderParams.ts';
import { signedGet } from './rest.ts';

/**
 * Asks for an order by the client's id among the latest hundred of its symbol that have ended: "when the order is finished, it can be
 * checked within 60 seconds" by that id on futures, within an hour on spot, and is told to be nowhere after that, though it may be
 * filled. The venue's own id is good for longer.
 *
 * @see https://www.gate.com/docs/developers/apiv4/en/#list-orders
 */
export function endedOrder(
  market: Market,
  { symbol, orderId, clientOrderId }: OrderRef,
  exchange: string,
): RestQuery<Order | undefined> | undefined {
  if (orderId !== undefined) return undefined;
  const query = new URLSearchParams({ ...pairIn(market, symbol), status: 'finished', limit: '100' }).toString();
  return signedGet(`${market.path}/orders`, query, (answer, receivedAt) => {
    const row = rowsOf(answer, 'answer').find(({ text }) => text === clientOrderId);
    return row && orderIn(market, row, { exchange, receivedAt });
  });
}
