import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Order, OrderStatus } from '../../model/order.ts';
import { decimalOf, isRow, type Row, textOf } from '../../protocol/fields.ts';
import { orderOf } from '../../protocol/orderOf.ts';
import { sideOf } from './sideOf.ts';
import { timeInForceOf } from './timeInForceOf.ts';

const STATUSES: Readonly<Record<string, OrderStatus>> = {
  pending: 'open',
  open: 'open',
  closed: 'filled',
  canceled: 'canceled',
  expired: 'expired',
};

/**
 * An order as REST tells it. Its pair is named in REST's own way (`XBTUSD`), so the symbol is the one that was asked for.
 *
 * ```json
 * {"userref":0,"cl_ord_id":"mine","status":"open","opentm":1688666559.8974,"closetm":0,"descr":{"pair":"XBTUSD","type":"buy","ordertype":"limit","price":"30010.0","price2":"0"},"vol":"1.25000000","vol_exec":"0.37500000","cost":"11253.7","fee":"0.00000","price":"30010.0","oflags":"fciq,post"}
 * ```
 * @see https://docs.kraken.com/api/docs/rest-api/get-orders-info
 */
export function restOrder(row: Row, stamp: Pick<Order, 'exchange' | 'symbol' | 'orderId' | 'receivedAt'>): Order {
  const { descr, oflags, cl_ord_id: clientOrderId, closetm } = row;
  const { type: side, ordertype, price, price2 } = isRow(descr) ? descr : {};
  const filledText = textOf(row['vol_exec'], 'vol_exec');
  const hasFilled = decimalOf(filledText, 'vol_exec') > 0;
  const type = textOf(ordertype, 'ordertype');
  const told = STATUSES[textOf(row['status'], 'status')];
  if (told === undefined) throw new ColdwireError('protocol-violation', { what: 'field status' });
  const flags = typeof oflags === 'string' ? oflags.split(',') : [];
  return orderOf({
    ...stamp,
    clientOrderId: typeof clientOrderId === 'string' && clientOrderId !== '' ? clientOrderId : undefined,
    side: sideOf(side),
    type,
    status: told === 'open' && hasFilled ? 'partially-filled' : told,
    // What triggers an order is its first price then.
    priceText:
      type === 'limit' ? textOf(price, 'price') : type.endsWith('limit') ? textOf(price2, 'price2') : undefined,
    sizeText: textOf(row['vol'], 'vol'),
    filledText,
    averagePriceText: hasFilled ? textOf(row['price'], 'price') : undefined,
    timeInForce: timeInForceOf(row['time_in_force']),
    postOnly: flags.includes('post') ? true : undefined,
    reduceOnly: row['reduce_only'] === true ? true : undefined,
    unit: flags.includes('viqc') ? 'quote' : 'base',
    time: millisOf(row['opentm']),
    updatedAt: millisOf(closetm),
  });
}

/** Seconds with a fraction; 0 where it has not happened. */
function millisOf(seconds: unknown): number | undefined {
  const value = seconds === undefined || seconds === null ? 0 : decimalOf(seconds, 'time');
  return value === 0 ? undefined : Math.round(value * 1_000);
}
