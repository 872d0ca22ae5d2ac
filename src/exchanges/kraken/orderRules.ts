import { ColdwireError } from '../../errors/coldwireError.ts';
import type { OrderRef } from '../../model/orderRequest.ts';
import type { ExactAmendment, ExactOrder, OrderRules } from '../../protocol/orderRules.ts';
import { present } from '../../util/present.ts';
import { clientOrderId } from './clientOrderId.ts';
import { findEndedOrder, findOrder } from './findOrder.ts';
import { assertSymbol } from './isSymbol.ts';
import { verdictsOf } from './verdictsOf.ts';

/** What an order's `params` say that is said of a whole batch: `deadline` (RFC 3339) and `validate`. */
const OF_BATCH: readonly string[] = ['deadline', 'validate'];
/** Longest dead man's switch, in seconds. */
const LONGEST_WAIT = 86_400;

/**
 * Orders over the private socket. One reply answers one request; that several ids in one `cancel_order` are answered one by one
 * under a single `req_id` is reported, not documented, and `batch_cancel` does not say which it canceled: so each order is canceled
 * by a frame of its own.
 *
 * @see https://docs.kraken.com/api/docs/websocket-v2/add_order
 */
export const orderRules: OrderRules = {
  clientOrderId,
  place: {
    one: (order) => asking('add_order', { ...placed(order), ...sharedOf(order), ...ownOf(order) }),
    batch: {
      // "minimum of 2 and maximum 15 ... limited to a single pair"
      most: 15,
      together: (order) => JSON.stringify(sharedOf(order)),
      many: (orders) =>
        asking('batch_add', {
          ...(orders[0] && sharedOf(orders[0])),
          orders: orders.map((order) => ({ ...placed(order), ...ownOf(order) })),
        }),
    },
  },
  amend: { one: (change) => asking('amend_order', amended(change)) },
  cancel: { one: (which) => asking('cancel_order', canceled(which)) },
  cancelAll: ({ symbol }) => {
    if (symbol !== undefined) throw new ColdwireError('unsupported', { what: 'cancelAll of one symbol' });
    return asking('cancel_all', {});
  },
  cancelAllAfter: (ms) => {
    const timeout = ms / 1_000;
    if (!Number.isInteger(timeout) || timeout > LONGEST_WAIT)
      throw new ColdwireError('invalid-options', { option: 'ms', expected: 'whole seconds, a day at most' });
    return asking('cancel_all_orders_after', { timeout });
  },
  verdictsOf,
  find: findOrder,
  findEnded: findEndedOrder,
  isMissing: ({ reason }) => /^EOrder:\s?(Unknown|Invalid) order/.test(reason),
};

type Params = Readonly<Record<string, unknown>>;

function asking(method: string, params: Params): unknown {
  return { method, params };
}

/**
 * ```json
 * {"order_type":"limit","side":"buy","order_qty":0.01,"limit_price":30000.0,"time_in_force":"gtc","cl_ord_id":"O-A","post_only":true}
 * ```
 * Amounts are texts here, and bare numbers in the frame: see `encodeRequest`.
 */
function placed({ side, type, price, size, clientOrderId: id, timeInForce, postOnly, reduceOnly }: ExactOrder): Params {
  return present({
    order_type: type,
    side,
    order_qty: size,
    limit_price: price,
    time_in_force: timeInForce,
    post_only: postOnly,
    reduce_only: reduceOnly,
    cl_ord_id: id,
  });
}

function sharedOf({ symbol, params = {} }: ExactOrder): Params {
  assertSymbol(symbol);
  return { symbol, ...Object.fromEntries(Object.entries(params).filter(([name]) => OF_BATCH.includes(name))) };
}

function ownOf({ params = {} }: ExactOrder): Params {
  return Object.fromEntries(Object.entries(params).filter(([name]) => !OF_BATCH.includes(name)));
}

/** `order_qty` is the whole quantity, what is filled included. */
function amended(change: ExactAmendment): Params {
  const { orderId, clientOrderId: id, price, size, params } = change;
  assertSymbol(change.symbol);
  return present({ ...idOf(orderId, id), limit_price: price, order_qty: size, ...params });
}

function canceled({ symbol, orderId, clientOrderId: id, params }: OrderRef): Params {
  assertSymbol(symbol);
  return {
    ...Object.fromEntries(Object.entries(idOf(orderId, id)).map(([name, value]) => [name, [value]])),
    ...params,
  };
}

/** Either: "cannot be combined". The venue's own, where it is known. */
function idOf(orderId: string | undefined, id: string | undefined): Params {
  return orderId === undefined ? present({ cl_ord_id: id }) : { order_id: orderId };
}
