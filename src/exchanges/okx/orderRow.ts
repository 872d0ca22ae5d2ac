import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Fill } from '../../model/fill.ts';
import type { Order, OrderStatus } from '../../model/order.ts';
import { decimalOf, positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { orderOf } from '../../protocol/orderOf.ts';
import { present } from '../../util/present.ts';
import { givenDecimal, givenMillis, givenText, millisOf } from './given.ts';
import { namedSymbol } from './instId.ts';
import { negatedText } from './negatedText.ts';
import { productText } from './productText.ts';
import { sideOf } from './sideOf.ts';
import { unitOf } from './unitOf.ts';

const STATUSES: Readonly<Record<string, OrderStatus>> = {
  live: 'open',
  partially_filled: 'partially-filled',
  filled: 'filled',
  canceled: 'canceled',
  mmp_canceled: 'canceled',
};

/** Types that are a limit order with a condition. */
const LIMITS: Readonly<Record<string, Pick<Order, 'timeInForce' | 'postOnly'>>> = {
  limit: { timeInForce: 'gtc' },
  post_only: { timeInForce: 'gtc', postOnly: true },
  fok: { timeInForce: 'fok' },
  ioc: { timeInForce: 'ioc' },
};

/**
 * An order, as the channel `orders` and REST tell it.
 *
 * ```json
 * {"instId":"BTC-USDT","ordId":"452197707845865472","clOrdId":"b15","side":"sell","ordType":"limit","state":"filled","px":"31527.1","sz":"0.001","accFillSz":"0.001","avgPx":"31527.1","tgtCcy":"","reduceOnly":"false","cTime":"1654084334977","uTime":"1654084353264"}
 * ```
 * A market order on spot may be sized in the quote (`tgtCcy`): its size is the venue's own number, and what is filled is told in the same.
 */
export function orderIn(row: Row, exchange: string, receivedAt: number): Order {
  const symbol = namedSymbol(row['instId']);
  const type = textOf(row['ordType'], 'ordType');
  const status = statusOf(row['state']);
  const limit = Object.hasOwn(LIMITS, type) ? LIMITS[type] : undefined;
  const isQuoted = row['tgtCcy'] === 'quote_ccy';
  const sizeText = textOf(row['sz'], 'sz');
  const filledText = textOf(row['accFillSz'], 'accFillSz');
  const average = givenDecimal(row['avgPx'], 'avgPx');
  const averagePriceText = average === undefined || average === 0 ? undefined : givenText(row['avgPx'], 'avgPx');
  return orderOf({
    exchange,
    symbol,
    orderId: textOf(row['ordId'], 'ordId'),
    clientOrderId: givenText(row['clOrdId'], 'clOrdId'),
    side: sideOf(row['side']),
    type: limit === undefined ? type : 'limit',
    status,
    priceText: type === 'market' ? undefined : givenText(row['px'], 'px'),
    sizeText,
    filledText: isQuoted ? quotedText(filledText, averagePriceText, status, sizeText) : filledText,
    averagePriceText,
    timeInForce: limit?.timeInForce,
    postOnly: limit?.postOnly,
    reduceOnly: row['reduceOnly'] === 'true' ? true : undefined,
    unit: isQuoted ? 'quote' : unitOf(symbol),
    time: givenMillis(row['cTime'], 'cTime'),
    updatedAt: givenMillis(row['uTime'], 'uTime'),
    receivedAt,
  });
}

/**
 * The execution that a row of `orders` tells beside the order's state, if it does: `fillSz` and `tradeId` are its, and `fillFee`
 * is negative where it cost something.
 */
export function fillsIn(row: Row, exchange: string, receivedAt: number): readonly Fill[] {
  const id = givenText(row['tradeId'], 'tradeId');
  const size = givenDecimal(row['fillSz'], 'fillSz');
  if (id === undefined || size === undefined || size === 0) return [];
  return [fillOf(row, { id, fee: 'fillFee', currency: 'fillFeeCcy', time: 'fillTime' }, exchange, receivedAt)];
}

/** An execution as REST tells it: a row of its own, whose `fee` is the fill's. */
export function fillIn(row: Row, exchange: string, receivedAt: number): Fill {
  const names = { id: textOf(row['tradeId'], 'tradeId'), fee: 'fee', currency: 'feeCcy', time: 'ts' };
  return fillOf(row, { ...names, time: row['fillTime'] === undefined ? 'ts' : 'fillTime' }, exchange, receivedAt);
}

interface FillNames {
  readonly id: string;
  readonly fee: string;
  readonly currency: string;
  readonly time: string;
}

function fillOf(row: Row, names: FillNames, exchange: string, receivedAt: number): Fill {
  const symbol = namedSymbol(row['instId']);
  const { fillPx, fillSz, execType } = row;
  const paid = givenText(row[names.fee], names.fee);
  const feeText = paid === undefined ? undefined : negatedText(paid);
  return present({
    kind: 'fill' as const,
    exchange,
    symbol,
    id: names.id,
    orderId: textOf(row['ordId'], 'ordId'),
    clientOrderId: givenText(row['clOrdId'], 'clOrdId'),
    side: sideOf(row['side']),
    price: positiveOf(fillPx, 'fillPx'),
    priceText: textOf(fillPx, 'fillPx'),
    size: positiveOf(fillSz, 'fillSz'),
    sizeText: textOf(fillSz, 'fillSz'),
    fee: feeText === undefined ? undefined : decimalOf(feeText, names.fee),
    feeText,
    feeCurrency: givenText(row[names.currency], names.currency),
    liquidity: execType === 'M' ? ('maker' as const) : execType === 'T' ? ('taker' as const) : undefined,
    unit: unitOf(symbol),
    time: millisOf(row[names.time], names.time),
    receivedAt,
  });
}

/** What of an order sized in the quote is filled, in the quote: all of it once it is, else the filled base at its average price. */
function quotedText(filled: string, average: string | undefined, status: OrderStatus, size: string): string {
  if (status === 'filled') return size;
  return average === undefined ? '0' : productText(filled, average);
}

function statusOf(state: unknown): OrderStatus {
  const status = typeof state === 'string' && Object.hasOwn(STATUSES, state) ? STATUSES[state] : undefined;
  if (status !== undefined) return status;
  throw new ColdwireError('protocol-violation', { what: 'field state' });
}
