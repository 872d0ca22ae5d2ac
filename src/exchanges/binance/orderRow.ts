import type { Order } from '../../model/order.ts';
import { type Row, textOf } from '../../protocol/fields.ts';
import { orderOf } from '../../protocol/orderOf.ts';
import { type Market, unitOf } from './market.ts';
import { priceTextOf, sideOf, statusOf, termsOf, typeOf } from './orderWords.ts';
import { unifiedSymbol } from './unifiedSymbol.ts';
import { idOf, optionalMillis } from './wireFields.ts';

/**
 * An order as answers tell it, of spot or futures.
 *
 * ```json
 * {"symbol":"BTCUSDT","orderId":12569099453,"clientOrderId":"4d96324ff9d44481926157","price":"23416.10000000","origQty":"0.00847000","executedQty":"0.00720000","cummulativeQuoteQty":"172.43931000","status":"PARTIALLY_FILLED","timeInForce":"GTC","type":"LIMIT","side":"SELL","time":1660801715639,"updateTime":1660801717945}
 * ```
 */
export function orderInRow(row: Row, market: Market, exchange: string, receivedAt: number): Order {
  const type = textOf(row['type'], 'type');
  const sizeText = textOf(row['origQty'], 'origQty');
  const filledText = textOf(row['executedQty'], 'executedQty');
  return orderOf({
    exchange,
    symbol: unifiedSymbol(textOf(row['symbol'], 'symbol'), market),
    orderId: idOf(row['orderId'], 'orderId'),
    clientOrderId: textOf(row['clientOrderId'], 'clientOrderId') || undefined,
    side: sideOf(row['side']),
    type: typeOf(type),
    status: statusOf(row['status'], sizeText, filledText),
    priceText: priceTextOf(row['price']),
    sizeText,
    filledText,
    averagePriceText: priceTextOf(row['avgPrice']),
    ...termsOf(type, row['timeInForce']),
    reduceOnly: row['reduceOnly'] === true ? true : undefined,
    unit: unitOf(market),
    time: optionalMillis(row['time'], 'time'),
    updatedAt: optionalMillis(row['updateTime'], 'updateTime'),
    receivedAt,
  });
}
