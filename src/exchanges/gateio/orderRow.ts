import type { Order, OrderStatus, TimeInForce } from '../../model/order.ts';
import type { Row } from '../../protocol/fields.ts';
import { orderOf, type OrderTexts } from '../../protocol/orderOf.ts';
import { subtractDecimals } from '../../util/subtractDecimals.ts';
import { decimalTextOf, givenDecimalText, givenInstant, idOf, sideOf, signedSizeOf } from './given.ts';
import { clientOrderIdOf } from './clientOrderIds.ts';
import type { Market } from './markets.ts';
import { knownSymbolOf } from './symbols.ts';

/** What is stamped on what rows of an account become. */
export interface RowStamp {
  readonly exchange: string;
  readonly receivedAt: number;
}

/** Orders as the socket, its replies and REST write them, which is much alike. */
export function orderIn(market: Market, row: Row, stamp: RowStamp): Order {
  return market.prefix === 'spot' ? spotOrder(market, row, stamp) : futuresOrder(market, row, stamp);
}

/**
 * ```json
 * {"id":"399123456","text":"t-testtext","create_time_ms":"1694655225315","update_time_ms":"1694655225315","event":"put","currency_pair":"BTC_USDT","type":"limit","account":"spot","side":"sell","amount":"0.0001","price":"26253.3","time_in_force":"gtc","left":"0.0001","filled_total":"0","avg_deal_price":"0","finish_as":"open"}
 * ```
 * What buys at the market is counted in the quote.
 */
function spotOrder(market: Market, row: Row, { exchange, receivedAt }: RowStamp): Order {
  const side = sideOf(row['side']);
  const type = String(row['type']);
  const sizeText = decimalTextOf(row['amount'], 'amount');
  const leftText = decimalTextOf(row['left'], 'left');
  const isQuote = type === 'market' && side === 'buy';
  return orderOf({
    ...termsOf(row, row['time_in_force']),
    exchange,
    symbol: knownSymbolOf(market, row['currency_pair'], 'currency_pair'),
    side,
    type,
    status: statusOf(isOpen(row), row['finish_as'], sizeText, leftText),
    priceText: limitOf(row['price']),
    sizeText,
    filledText: subtractDecimals(sizeText, leftText),
    remainingText: leftText,
    averagePriceText: limitOf(row['avg_deal_price']),
    unit: isQuote ? 'quote' : market.unit,
    time: givenInstant(row['create_time_ms'], row['create_time'], 'create_time'),
    updatedAt: givenInstant(row['update_time_ms'], row['update_time'], 'update_time'),
    receivedAt,
  });
}

/**
 * ```json
 * {"contract":"BTC_USDT","create_time":1628736847,"create_time_ms":1628736847325,"fill_price":40000.4,"finish_as":"filled","finish_time":1628736848,"finish_time_ms":1628736848321,"id":4872460,"is_reduce_only":false,"left":0,"price":40000.4,"size":1,"status":"finished","text":"-","tif":"gtc"}
 * ```
 * A size bears its side as its sign, and so does what is left of it. Ids pass 2^53.
 */
function futuresOrder(market: Market, row: Row, { exchange, receivedAt }: RowStamp): Order {
  const { tif } = row;
  const { side, sizeText } = signedSizeOf(row['size'], 'size');
  const leftText = signedSizeOf(row['left'], 'left').sizeText;
  const priceText = limitOf(row['price']);
  return orderOf({
    ...termsOf(row, tif),
    exchange,
    symbol: knownSymbolOf(market, row['contract'], 'contract'),
    side,
    type: priceText === undefined ? 'market' : 'limit',
    status: statusOf(row['status'] === 'open', row['finish_as'], sizeText, leftText),
    priceText,
    sizeText,
    filledText: subtractDecimals(sizeText, leftText),
    remainingText: leftText,
    averagePriceText: limitOf(row['fill_price']),
    reduceOnly: row['is_reduce_only'] === true || row['reduce_only'] === true ? true : undefined,
    unit: market.unit,
    time: givenInstant(row['create_time_ms'], row['create_time'], 'create_time'),
    updatedAt: finishedAt(row) ?? givenInstant(row['update_time_ms'], row['update_time'], 'update_time'),
    receivedAt,
  });
}

/** Until it is finished it may say 0. */
function finishedAt(row: Row): number | undefined {
  const at = givenInstant(row['finish_time_ms'], row['finish_time'], 'finish_time');
  return at === 0 ? undefined : at;
}

function termsOf(row: Row, tif: unknown): Pick<OrderTexts, 'orderId'> & Terms {
  return {
    orderId: idOf(row['id'], 'id'),
    clientOrderId: clientOrderIdOf(row['text']),
    timeInForce: tif === 'ioc' || tif === 'fok' ? tif : tif === 'gtc' || tif === 'poc' ? 'gtc' : undefined,
    postOnly: tif === 'poc' || undefined,
  };
}

/** What may be absent of an order's terms. */
interface Terms {
  readonly clientOrderId: string | undefined;
  readonly timeInForce: TimeInForce | undefined;
  readonly postOnly: true | undefined;
}

/** The socket says `event`, the rest says `status`. */
function isOpen({ event, status }: Row): boolean {
  return event === undefined ? status === 'open' : event !== 'finish';
}

function statusOf(open: boolean, finishedAs: unknown, sizeText: string, leftText: string): OrderStatus {
  const isUntouched = Number(leftText) === Number(sizeText);
  if (open) return isUntouched ? 'open' : 'partially-filled';
  // What buys at the market is filled with a rest too small to buy anything.
  if (finishedAs === 'filled' || (typeof finishedAs !== 'string' && Number(leftText) === 0)) return 'filled';
  return 'canceled';
}

/** A price; 0 is none. */
function limitOf(value: unknown): string | undefined {
  const text = givenDecimalText(value, 'price');
  return text === undefined || Number(text) === 0 ? undefined : text;
}
