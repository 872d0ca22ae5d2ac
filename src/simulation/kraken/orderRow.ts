import type { SimulatedFill, SimulatedOrder } from '../exchange/order.ts';
import { pairAltname } from './assets.ts';
import { average, money } from './executionTexts.ts';
import { krakenId } from './krakenId.ts';

/** An order as REST tells it, under its id: `{"status":"open","opentm":1688666559.8974,"descr":{"pair":"XBTUSD",...},"vol":"1.25000000",...}` */
export function orderRow(order: SimulatedOrder, fills: readonly SimulatedFill[]): object {
  const { symbol, side, type, price = '0', size, status, createdAt, updatedAt, clientOrderId } = order;
  const pair = pairAltname(...(symbol.split('/') as [string, string]));
  const at = type === 'limit' ? `limit ${price}` : 'market';
  const ended = { closetm: updatedAt / 1_000, reason: order.cancelReason === undefined ? null : 'User requested' };
  return {
    refid: null,
    userref: clientOrderId === undefined ? 0 : null,
    ...(clientOrderId === undefined ? {} : { cl_ord_id: clientOrderId }),
    status: status === 'filled' ? 'closed' : status,
    opentm: createdAt / 1_000,
    starttm: 0,
    expiretm: 0,
    descr: {
      pair,
      type: side,
      ordertype: type,
      price,
      price2: '0',
      leverage: 'none',
      order: `${side} ${size} ${pair} @ ${at}`,
      close: '',
    },
    vol: size,
    vol_exec: order.filled,
    cost: money(order.cost),
    fee: money(order.fee),
    price: average(order.averagePrice),
    stopprice: '0.00000',
    limitprice: '0.00000',
    misc: '',
    oflags: order.postOnly ? 'post,fciq' : 'fciq',
    ...(status === 'open' ? {} : ended),
    trades: fills.filter(({ orderId }) => orderId === order.id).map(({ id }) => krakenId('T', id)),
  };
}
