import { ColdwireError } from '../../errors/coldwireError.ts';
import type { OrderRef } from '../../model/orderRequest.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import type { OrderRules, Verdict } from '../../protocol/orderRules.ts';
import { clientOrderIds } from './clientOrderIds.ts';
import { type Market, venueSymbolOf } from './market.ts';
import { amendMessage, placeMessage, refMessage } from './orderMessages.ts';
import { orderInRow } from './orderRow.ts';
import { idOf } from './wireFields.ts';

/**
 * Orders over the WebSocket API of a market, one a request. Spot can cancel all of a symbol at once, futures over REST alone; the
 * timer that cancels all is of futures and REST too, so is not offered.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/websocket-api/trading-requests
 * @see https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/websocket-api
 */
export function orderRulesOf(market: Market): OrderRules {
  return {
    clientOrderId: clientOrderIds,
    place: { one: (order) => placeMessage(order, market) },
    amend: { one: (change) => amendMessage(change, market) },
    cancel: { one: (which) => refMessage('order.cancel', which) },
    ...(market === 'spot' ? { cancelAll } : {}),
    verdictsOf: (reply, [which]) => [verdictOf((reply as Row)['result'], which)],
    find: (which, { exchange }) => ({
      kind: 'socket',
      message: refMessage('order.status', which),
      weight: market === 'spot' ? 4 : 1,
      read: (reply, receivedAt) => {
        const { result } = reply as Row;
        if (!isRow(result)) throw new ColdwireError('protocol-violation', { what: 'field result' });
        return orderInRow(result, market, exchange, receivedAt);
      },
    }),
    // "Order does not exist."
    isMissing: ({ code }) => code === '-2013',
  };
}

function cancelAll({ symbol }: { readonly symbol?: string }): unknown {
  if (symbol === undefined)
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'one: Binance cancels by the symbol' });
  return { method: 'openOrders.cancelAll', params: { symbol: venueSymbolOf(symbol).text } };
}

/**
 * The order that an answer is of: itself, one that was amended, or the new one in the place of another. Who cancels one of an order list
 * cancels the list: of its orders it is the one that was meant.
 */
function verdictOf(result: unknown, which: OrderRef | undefined): Verdict | undefined {
  if (!isRow(result)) return undefined;
  const { newOrderResponse, amendedOrder, orderReports } = result;
  const listed = Array.isArray(orderReports) ? orderReports.find((row) => isRow(row) && isOf(row, which)) : undefined;
  const order = [listed, newOrderResponse, amendedOrder].find(isRow) ?? result;
  const { orderId, clientOrderId, origClientOrderId } = order;
  if (orderId === undefined) return undefined;
  // Of a cancel `clientOrderId` is its own.
  const own = order === amendedOrder ? clientOrderId : (origClientOrderId ?? clientOrderId);
  return {
    kind: 'accepted',
    orderId: idOf(orderId, 'orderId'),
    ...(typeof own === 'string' ? { clientOrderId: own } : {}),
  };
}

function isOf({ orderId, origClientOrderId }: Row, which: OrderRef | undefined): boolean {
  if (which?.orderId !== undefined) return String(orderId) === which.orderId;
  return which?.clientOrderId !== undefined && origClientOrderId === which.clientOrderId;
}
