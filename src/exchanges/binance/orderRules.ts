import { ColdwireError } from '../../errors/coldwireError.ts';
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
    verdictsOf: (reply) => [verdictOf((reply as Row)['result'])],
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

/** The order that an answer is of: itself, one that was amended, or the new one in the place of another. */
function verdictOf(result: unknown): Verdict | undefined {
  if (!isRow(result)) return undefined;
  const { newOrderResponse, amendedOrder } = result;
  const order = [newOrderResponse, amendedOrder].find(isRow) ?? result;
  const { orderId, clientOrderId, origClientOrderId } = order;
  if (orderId === undefined) return undefined;
  // Of a cancel `clientOrderId` is its own.
  const own = order === result && origClientOrderId !== undefined ? origClientOrderId : clientOrderId;
  return {
    kind: 'accepted',
    orderId: idOf(orderId, 'orderId'),
    ...(typeof own === 'string' ? { clientOrderId: own } : {}),
  };
}
