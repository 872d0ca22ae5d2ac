import { ColdwireError } from '../../errors/coldwireError.ts';
import type { OrderRef } from '../../model/orderRequest.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import type { OrderRules, Verdict } from '../../protocol/orderRules.ts';
import { apiMessage } from './apiMessage.ts';
import { clientOrderIdOf, clientOrderIds } from './clientOrderIds.ts';
import { endedOrder } from './endedOrder.ts';
import { violation } from './given.ts';
import type { Market } from './markets.ts';
import { amendment, orderIdIn, pairIn, placement } from './orderParams.ts';
import { orderIn } from './orderRow.ts';
import { refusalOf } from './refusalOf.ts';
import { resultOf } from './replies.ts';

/**
 * Orders by the socket. Placements, and cancellations of several, are answered twice: that they came, then what became of them.
 *
 * A dead man's switch has REST alone (`countdown_cancel_all`), and it is no business of the socket.
 *
 * @see https://www.gate.com/docs/developers/apiv4/ws/en/#order-place
 */
export function ordersOn(market: Market): OrderRules {
  const { prefix } = market;
  const isSpot = prefix === 'spot';
  const send = (name: string, param: unknown): unknown => apiMessage(`${prefix}.${name}`, param);
  return {
    clientOrderId: clientOrderIds,
    place: {
      one: (order) => send('order_place', placement(market, order)),
      batch: {
        most: 10,
        many: (orders) =>
          send(
            isSpot ? 'order_place' : 'order_batch_place',
            orders.map((order) => placement(market, order)),
          ),
      },
    },
    amend: { one: (change) => send('order_amend', amendment(market, change)) },
    cancel: {
      one: (which) =>
        send('order_cancel', {
          order_id: orderIdIn(which),
          ...(isSpot ? pairIn(market, which.symbol) : {}),
          ...which.params,
        }),
      // How futures take several is in no source that was seen.
      ...(isSpot
        ? {
            batch: {
              most: 20,
              many: (refs) =>
                send(
                  'order_cancel_ids',
                  refs.map((which) => ({ ...pairIn(market, which.symbol), id: orderIdIn(which), ...which.params })),
                ),
            },
          }
        : {}),
    },
    cancelAll: ({ symbol }) => {
      if (symbol === undefined) throw new ColdwireError('unsupported', { what: 'cancelAll without a symbol' });
      return send('order_cancel_cp', pairIn(market, symbol));
    },
    verdictsOf,
    find: (which, { exchange }) => ({
      kind: 'socket',
      message: send('order_status', { order_id: orderIdIn(which), ...(isSpot ? pairIn(market, which.symbol) : {}) }),
      read: (reply, receivedAt) => {
        const row = resultOf(reply);
        return isRow(row) ? orderIn(market, row, { exchange, receivedAt }) : violation('result');
      },
    }),
    findEnded: (which, { exchange }) => endedOrder(market, which, exchange),
    isMissing: ({ code }) => code === 'ORDER_NOT_FOUND',
  };
}

/**
 * What a final reply says of each. Items of several say whether they succeeded, and come in order; one that names another order is
 * none of the one at its place.
 *
 * ```json
 * {"data":{"result":{"id":"1694883366","text":"t-1","status":"open"}}}
 * {"data":{"result":[{"id":"775453816782","text":"t-740","succeeded":true},{"text":"t-741","succeeded":false,"label":"BALANCE_NOT_ENOUGH","message":"Not enough balance"}]}}
 * ```
 */
function verdictsOf(reply: unknown, items: readonly OrderRef[]): readonly (Verdict | undefined)[] {
  const result = resultOf(reply);
  const rows: readonly unknown[] = Array.isArray(result) ? result : [result];
  return items.map((item, index) => {
    const placed = rows.length === items.length ? rows[index] : undefined;
    const named = rows.filter(isRow).find((row) => isOf(row, item));
    return verdictIn(
      named ?? (isRow(placed) && (rows.length === 1 || mayBeOf(placed, item)) ? placed : undefined),
      item,
    );
  });
}

function verdictIn(row: Row | undefined, item: OrderRef): Verdict | undefined {
  if (row === undefined) return undefined;
  if (row['succeeded'] === false) return { kind: 'rejected', ...refusalOf(row) };
  const { id = row['order_id'], text } = row;
  const orderId = typeof id === 'string' ? id : item.orderId;
  const clientOrderId = clientOrderIdOf(text);
  if (orderId === undefined) return undefined;
  return { kind: 'accepted', orderId, ...(clientOrderId === undefined ? {} : { clientOrderId }) };
}

/** Whether a row names an item. */
function isOf({ id, text }: Row, { orderId, clientOrderId }: OrderRef): boolean {
  return (
    (orderId !== undefined && id === orderId) ||
    (clientOrderId !== undefined && (text === clientOrderId || id === clientOrderId))
  );
}

/** Whether a row does not name another. */
function mayBeOf(row: Row, item: OrderRef): boolean {
  const { id, text } = row;
  const isNamed = item.clientOrderId !== undefined && clientOrderIdOf(text) !== undefined;
  const isNumbered = item.orderId !== undefined && typeof id === 'string' && id !== '' && id !== '0';
  return (!isNamed && !isNumbered) || isOf(row, item);
}
