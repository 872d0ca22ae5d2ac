import type { AccountEvent, SimulatedFill, SimulatedOrder, SimulatedPosition } from '../exchange/order.ts';
import { eight } from './eight.ts';
import { orderStatus } from './orderStatus.ts';
import { venueSymbolOf } from './product.ts';
import { executionTypeOf } from './spotOrder.ts';

const typeOf = ({ type }: SimulatedOrder): string => type.toUpperCase();
/** Only to rest is a time in force of its own. */
const forceOf = ({ type, timeInForce, postOnly }: SimulatedOrder): string =>
  postOnly ? 'GTX' : type === 'market' ? 'GTC' : timeInForce;

/** An order of futures, as every reply has it. */
export function futuresOrder(order: SimulatedOrder): object {
  return {
    orderId: Number(order.id),
    symbol: venueSymbolOf(order.symbol),
    status: orderStatus(order),
    clientOrderId: order.clientOrderId ?? '',
    price: order.price ?? '0',
    avgPrice: order.averagePrice ?? '0.00',
    origQty: order.size,
    executedQty: order.filled,
    cumQty: order.filled,
    cumQuote: order.cost,
    timeInForce: forceOf(order),
    type: typeOf(order),
    reduceOnly: order.reduceOnly,
    closePosition: false,
    side: order.side.toUpperCase(),
    positionSide: 'BOTH',
    stopPrice: '0',
    workingType: 'CONTRACT_PRICE',
    priceProtect: false,
    origType: typeOf(order),
    priceMatch: 'NONE',
    selfTradePreventionMode: 'NONE',
    goodTillDate: 0,
    time: order.createdAt,
    updateTime: order.updatedAt,
  };
}

/** The answer to a placement that does not wait for what comes of it. */
export function newFuturesOrder(order: SimulatedOrder): object {
  const untouched = { status: 'NEW', avgPrice: '0.00', executedQty: '0', cumQty: '0', cumQuote: '0' };
  return { ...futuresOrder(order), ...untouched };
}

/** One of the account's own executions. */
export function ownFuturesTrade(fill: SimulatedFill): object {
  return {
    symbol: venueSymbolOf(fill.symbol),
    id: fill.id,
    orderId: Number(fill.orderId),
    side: fill.side.toUpperCase(),
    price: fill.price,
    qty: fill.size,
    realizedPnl: '0',
    quoteQty: fill.cost,
    commission: eight(fill.fee),
    commissionAsset: fill.feeAsset,
    time: fill.at,
    positionSide: 'BOTH',
    buyer: fill.side === 'buy',
    maker: fill.liquidity === 'maker',
  };
}

/** `{"e":"ORDER_TRADE_UPDATE","T":1568879465651,"E":1568879465651,"o":{"s":"BTCUSDT","c":"TEST","S":"BUY",...}}` */
export function orderTradeUpdate({
  change,
  order,
  fill,
  at,
}: Extract<AccountEvent, { readonly kind: 'order' }>): object {
  const status = orderStatus(order);
  return {
    e: 'ORDER_TRADE_UPDATE',
    T: at,
    E: at,
    o: {
      s: venueSymbolOf(order.symbol),
      c: order.clientOrderId ?? '',
      S: order.side.toUpperCase(),
      o: typeOf(order),
      f: forceOf(order),
      q: order.size,
      p: order.price ?? '0',
      ap: order.averagePrice ?? '0',
      sp: '0',
      x: executionTypeOf(change, status, 'AMENDMENT'),
      X: status,
      i: Number(order.id),
      l: fill?.size ?? '0',
      z: order.filled,
      L: fill?.price ?? '0',
      ...(fill === undefined ? {} : { N: fill.feeAsset, n: eight(fill.fee) }),
      T: at,
      t: fill?.id ?? 0,
      b: '0',
      a: '0',
      m: fill?.liquidity === 'maker',
      R: order.reduceOnly,
      wt: 'CONTRACT_PRICE',
      ot: typeOf(order),
      ps: 'BOTH',
      cp: false,
      pP: false,
      si: 0,
      ss: 0,
      rp: '0',
      V: 'NONE',
    },
  };
}

/** A position as account updates tell it. */
export function positionUpdate({ symbol, size, entryPrice = '0', realised }: SimulatedPosition): object {
  return {
    s: venueSymbolOf(symbol),
    pa: size,
    ep: entryPrice,
    bep: entryPrice,
    cr: realised,
    up: '0',
    mt: 'cross',
    iw: '0',
    ps: 'BOTH',
  };
}
