import type { AccountEvent, SimulatedFill, SimulatedOrder } from '../exchange/order.ts';
import { eight } from './eight.ts';
import { orderStatus } from './orderStatus.ts';
import { venueSymbolOf } from './product.ts';

/** Types of spot orders: one that only rests has a type of its own. */
function spotType({ type, postOnly }: Pick<SimulatedOrder, 'type' | 'postOnly'>): string {
  if (type === 'market') return 'MARKET';
  return postOnly ? 'LIMIT_MAKER' : 'LIMIT';
}

/** Market orders are printed as good till cancelled. */
const forceOf = ({ type, timeInForce }: SimulatedOrder): string => (type === 'market' ? 'GTC' : timeInForce);

/** An order as replies to placing and cancelling have it, but for ids and instants. */
function body(order: SimulatedOrder): object {
  return {
    price: eight(order.price ?? '0'),
    origQty: eight(order.size),
    executedQty: eight(order.filled),
    origQuoteOrderQty: '0.00000000',
    cummulativeQuoteQty: eight(order.cost),
    status: orderStatus(order),
    timeInForce: forceOf(order),
    type: spotType(order),
    side: order.side.toUpperCase(),
  };
}

const head = (order: SimulatedOrder): object => ({
  symbol: venueSymbolOf(order.symbol),
  orderId: Number(order.id),
  orderListId: -1,
});

/** What answers a placement: `ACK` says that there is an order, `RESULT` how it stands, `FULL` also with whom it was executed. */
export function placedSpot(order: SimulatedOrder, fills: readonly SimulatedFill[], form: string): object {
  const ack = { ...head(order), clientOrderId: order.clientOrderId ?? '', transactTime: order.updatedAt };
  if (form === 'ACK') return ack;
  const result = { ...ack, ...body(order), workingTime: order.createdAt, selfTradePreventionMode: 'NONE' };
  return form === 'RESULT' ? result : { ...result, fills: fills.map(fillOf) };
}

function fillOf({ price, size, fee, feeAsset, id }: SimulatedFill): object {
  return { price: eight(price), qty: eight(size), commission: eight(fee), commissionAsset: feeAsset, tradeId: id };
}

/** What answers a cancellation, which has a name of its own. */
export function cancelledSpot(order: SimulatedOrder, name: string): object {
  return {
    ...head(order),
    origClientOrderId: order.clientOrderId ?? '',
    clientOrderId: name,
    transactTime: order.updatedAt,
    ...body(order),
    selfTradePreventionMode: 'NONE',
  };
}

/** What answers a change of the size. */
export function amendedSpot(order: SimulatedOrder, before: string, executionId: number): object {
  return {
    transactTime: order.updatedAt,
    executionId,
    amendedOrder: {
      ...head(order),
      origClientOrderId: before,
      clientOrderId: order.clientOrderId ?? '',
      price: eight(order.price ?? '0'),
      qty: eight(order.size),
      executedQty: eight(order.filled),
      preventedQty: '0.00000000',
      quoteOrderQty: '0.00000000',
      cumulativeQuoteQty: eight(order.cost),
      status: orderStatus(order),
      timeInForce: forceOf(order),
      type: spotType(order),
      side: order.side.toUpperCase(),
      workingTime: order.createdAt,
      selfTradePreventionMode: 'NONE',
    },
  };
}

/** What answers a question for an order. */
export function knownSpot(order: SimulatedOrder): object {
  return {
    ...head(order),
    clientOrderId: order.clientOrderId ?? '',
    ...body(order),
    stopPrice: '0.00000000',
    icebergQty: '0.00000000',
    time: order.createdAt,
    updateTime: order.updatedAt,
    isWorking: true,
    workingTime: order.createdAt,
    selfTradePreventionMode: 'NONE',
  };
}

/** One of the account's own executions. */
export function ownSpotTrade(fill: SimulatedFill): object {
  return {
    symbol: venueSymbolOf(fill.symbol),
    id: fill.id,
    orderId: Number(fill.orderId),
    orderListId: -1,
    price: eight(fill.price),
    qty: eight(fill.size),
    quoteQty: eight(fill.cost),
    commission: eight(fill.fee),
    commissionAsset: fill.feeAsset,
    time: fill.at,
    isBuyer: fill.side === 'buy',
    isMaker: fill.liquidity === 'maker',
    isBestMatch: true,
  };
}

/** What befell an order. */
type OrderEvent = Extract<AccountEvent, { readonly kind: 'order' }>;

/** `{"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY",...}`; a cancellation is told under its own name. */
export function executionReport(
  { change, order, fill, at }: OrderEvent,
  executionId: number,
  cancelName: string,
): object {
  const status = orderStatus(order);
  const own = order.clientOrderId ?? '';
  const isCancelled = change === 'canceled' && status === 'CANCELED';
  const zero = '0.00000000';
  return {
    e: 'executionReport',
    E: at,
    s: venueSymbolOf(order.symbol),
    c: isCancelled ? cancelName : own,
    S: order.side.toUpperCase(),
    o: spotType(order),
    f: forceOf(order),
    q: eight(order.size),
    p: eight(order.price ?? '0'),
    P: zero,
    F: zero,
    g: -1,
    C: isCancelled ? own : '',
    x: executionTypeOf(change, status),
    X: status,
    r: 'NONE',
    i: Number(order.id),
    l: eight(fill?.size ?? '0'),
    z: eight(order.filled),
    L: eight(fill?.price ?? '0'),
    n: fill === undefined ? '0' : eight(fill.fee),
    N: fill?.feeAsset ?? null,
    T: at,
    t: fill?.id ?? -1,
    v: 3,
    I: executionId,
    w: order.status === 'open' && fill === undefined,
    m: fill?.liquidity === 'maker',
    M: fill !== undefined,
    O: order.createdAt,
    Z: eight(order.cost),
    Y: eight(fill?.cost ?? '0'),
    Q: zero,
    W: order.createdAt,
    V: 'NONE',
  };
}

/** What happened, in the words of both products; futures call a change of terms otherwise. */
export function executionTypeOf(change: OrderEvent['change'], status: string, amended = 'REPLACED'): string {
  switch (change) {
    case 'placed':
      return 'NEW';
    case 'filled':
      return 'TRADE';
    case 'amended':
      return amended;
    case 'canceled':
      return status;
  }
}
