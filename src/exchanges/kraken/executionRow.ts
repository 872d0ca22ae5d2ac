import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Fill } from '../../model/fill.ts';
import type { Order, OrderStatus } from '../../model/order.ts';
import {
  decimalOf,
  instantOf,
  isRow,
  optionalDecimal,
  optionalInstant,
  positiveOf,
  type Row,
  textOf,
} from '../../protocol/fields.ts';
import { orderOf } from '../../protocol/orderOf.ts';
import { present } from '../../util/present.ts';
import { sideOf } from './sideOf.ts';
import { timeInForceOf } from './timeInForceOf.ts';

/** What is known of an order: the sum of its rows, and the time of the first, unread. */
export interface KnownOrder {
  readonly row: Row;
  readonly bornAt: unknown;
}

interface Stamp {
  readonly exchange: string;
  readonly receivedAt: number;
}

const STATUSES: Readonly<Record<string, OrderStatus>> = {
  pending_new: 'open',
  new: 'open',
  partially_filled: 'partially-filled',
  filled: 'filled',
  canceled: 'canceled',
  expired: 'expired',
};

/** Whether an order, by its row, will trade no more. */
export function isOver({ order_status: status }: Row): boolean {
  return status === 'filled' || status === 'canceled' || status === 'expired';
}

/**
 * ```json
 * {"order_id":"OVN7VD-7VYHS-APBKHA","symbol":"BTC/USDT","order_qty":0.00010000,"cum_cost":0.00000,"time_in_force":"GTC","exec_type":"pending_new","side":"buy","order_type":"limit","cl_ord_id":"b17c7bb34d000200","limit_price_type":"static","limit_price":80000.0,"stop_price":0.0,"order_status":"pending_new","timestamp":"2026-01-22T06:06:19.833306Z"}
 * {"timestamp":"2026-01-22T06:06:36.039852Z","order_status":"canceled","exec_type":"canceled","cum_qty":0.00000000,"cum_cost":0.00000,"avg_price":0.0,"cl_ord_id":"b17c7bb34d000200","reason":"User requested","order_id":"OVN7VD-7VYHS-APBKHA"}
 * ```
 * A market order by `cash_order_qty` counts the quote.
 */
export function orderIn({ row, bornAt }: KnownOrder, stamp: Stamp): Order {
  const { order_qty: size, cash_order_qty: cash, cum_qty: filled, cum_cost: cost } = row;
  const inQuote = size === undefined;
  const done = textOf((inQuote ? cost : filled) ?? '0', 'cum_qty');
  const hasFilled = decimalOf(done, 'cum_qty') > 0;
  const type = textOf(row['order_type'], 'order_type');
  const told = STATUSES[textOf(row['order_status'], 'order_status')];
  if (told === undefined) throw new ColdwireError('protocol-violation', { what: 'field order_status' });
  return orderOf({
    ...stamp,
    symbol: textOf(row['symbol'], 'symbol'),
    orderId: textOf(row['order_id'], 'order_id'),
    clientOrderId: ownIdOf(row),
    side: sideOf(row['side']),
    type,
    // What is amended is told as `new`, whatever of it is filled.
    status: told === 'open' && hasFilled ? 'partially-filled' : told,
    priceText: type.includes('limit') ? givenText(row, 'limit_price') : undefined,
    sizeText: textOf(inQuote ? cash : size, 'order_qty'),
    filledText: done,
    averagePriceText: hasFilled ? givenText(row, 'avg_price') : undefined,
    timeInForce: timeInForceOf(row['time_in_force']),
    postOnly: flagOf(row['post_only']),
    reduceOnly: flagOf(row['reduce_only']),
    unit: inQuote ? 'quote' : 'base',
    time: optionalInstant(bornAt, 'timestamp'),
    updatedAt: optionalInstant(row['timestamp'], 'timestamp'),
  });
}

/**
 * ```json
 * {"order_id":"OK4GJX-KSTLS-7DZZO5","exec_id":"TGBB7L-HT5LX-J3BZ4A","exec_type":"trade","trade_id":62887576,"symbol":"BTC/USD","side":"sell","last_qty":0.005,"last_price":26599.9,"liquidity_ind":"t","cost":132.9995,"order_type":"limit","timestamp":"2023-09-22T10:33:05.709993Z","order_status":"partially_filled","cum_qty":0.005,"fees":[{"asset":"USD","qty":0.3458}]}
 * ```
 * Symbol and side may be those its order is known by.
 */
export function fillIn(row: Row, { row: order }: KnownOrder, { exchange, receivedAt }: Stamp): Fill {
  const { last_price: price, last_qty: size, liquidity_ind: liquidity, fees } = row;
  const fee = Array.isArray(fees) && isRow(fees[0]) ? fees[0] : {};
  return present({
    kind: 'fill' as const,
    exchange,
    symbol: textOf(order['symbol'], 'symbol'),
    id: textOf(row['exec_id'], 'exec_id'),
    orderId: textOf(row['order_id'], 'order_id'),
    clientOrderId: ownIdOf(order),
    side: sideOf(order['side']),
    price: positiveOf(price, 'last_price'),
    priceText: textOf(price, 'last_price'),
    size: positiveOf(size, 'last_qty'),
    sizeText: textOf(size, 'last_qty'),
    fee: optionalDecimal(fee['qty'], 'qty'),
    feeText: givenText(fee, 'qty'),
    feeCurrency: givenText(fee, 'asset'),
    liquidity: liquidity === 'm' ? ('maker' as const) : liquidity === 't' ? ('taker' as const) : undefined,
    unit: 'base' as const,
    time: instantOf(row['timestamp'], 'timestamp'),
    receivedAt,
  });
}

/** Absent, null or empty where the order has none. */
function ownIdOf(row: Row): string | undefined {
  return givenText(row, 'cl_ord_id') || undefined;
}

function givenText(row: Row, field: string): string | undefined {
  const value = row[field];
  return value === undefined || value === null ? undefined : textOf(value, field);
}

function flagOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
