import type { Fill } from '../../model/fill.ts';
import type { Order } from '../../model/order.ts';
import { decimalOf, positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { orderOf } from '../../protocol/orderOf.ts';
import { present } from '../../util/present.ts';
import { type Market, unitOf } from './market.ts';
import { priceTextOf, sideOf, statusOf, termsOf, typeOf } from './orderWords.ts';
import { unifiedSymbol } from './unifiedSymbol.ts';
import { idOf, millisOf, optionalMillis } from './wireFields.ts';

/** Who reads, and of which market. */
export interface EventContext {
  readonly exchange: string;
  readonly market: Market;
  readonly receivedAt: number;
}

/**
 * What became of an order, in `executionReport` of spot or in `o` of `ORDER_TRADE_UPDATE`: its state, and where it traded the fill.
 *
 * ```json
 * {"e":"executionReport","E":1499405658658,"s":"ETHBTC","c":"mUvoqJxFIILMdfAW5iGSOW","S":"BUY","o":"LIMIT","f":"GTC","q":"1.00000000","p":"0.10264410","C":"","x":"NEW","X":"NEW","r":"NONE","i":4293153,"l":"0.00000000","z":"0.00000000","L":"0.00000000","n":"0","N":null,"T":1499405658657,"t":-1,"m":false,"O":1499405658657}
 * {"s":"BTCUSDT","c":"TEST","S":"BUY","o":"LIMIT","f":"GTC","q":"0.002","p":"7100.50","ap":"7100.50","x":"TRADE","X":"PARTIALLY_FILLED","i":8886774,"l":"0.001","z":"0.001","L":"7100.50","N":"USDT","n":"0.01000000","T":1568879465651,"t":12345678,"m":true,"R":false,"ps":"LONG","rp":"12.34"}
 * ```
 * Of a cancel `c` is the cancel's own id, and `C` the order's.
 *
 * @see https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream#order-update
 */
export function orderEvent(row: Row, context: EventContext): readonly (Order | Fill)[] {
  const order = toOrder(row, context);
  const { x: what, l: size } = row;
  const isTrade = (what === 'TRADE' || what === 'CALCULATED') && decimalOf(size, 'l') > 0;
  return isTrade ? [toFill(row, order, context), order] : [order];
}

function toOrder(row: Row, { exchange, market, receivedAt }: EventContext): Order {
  const { C: original } = row;
  const type = textOf(row['o'], 'o');
  const sizeText = textOf(row['q'], 'q');
  const filledText = textOf(row['z'], 'z');
  const own = typeof original === 'string' && original !== '' ? original : textOf(row['c'], 'c');
  return orderOf({
    exchange,
    symbol: unifiedSymbol(textOf(row['s'], 's'), market),
    orderId: idOf(row['i'], 'i'),
    clientOrderId: own === '' ? undefined : own,
    side: sideOf(row['S']),
    type: typeOf(type),
    status: statusOf(row['X'], sizeText, filledText),
    priceText: priceTextOf(row['p']),
    sizeText,
    filledText,
    averagePriceText: priceTextOf(row['ap']),
    ...termsOf(type, row['f']),
    reduceOnly: row['R'] === true ? true : undefined,
    unit: unitOf(market),
    time: optionalMillis(row['O'], 'O'),
    updatedAt: millisOf(row['T'], 'T'),
    receivedAt,
  });
}

function toFill(row: Row, { orderId, clientOrderId, symbol, side, unit }: Order, context: EventContext): Fill {
  const { L: price, l: size, n: fee, N: currency, m: isMaker } = row;
  const { exchange, receivedAt } = context;
  const hasFee = typeof fee === 'string' && typeof currency === 'string';
  return present({
    kind: 'fill' as const,
    exchange,
    symbol,
    id: idOf(row['t'], 't'),
    orderId,
    clientOrderId,
    side,
    price: positiveOf(price, 'L'),
    priceText: textOf(price, 'L'),
    size: positiveOf(size, 'l'),
    sizeText: textOf(size, 'l'),
    ...(hasFee ? { fee: decimalOf(fee, 'n'), feeText: fee, feeCurrency: currency } : {}),
    liquidity: isMaker === true ? ('maker' as const) : ('taker' as const),
    unit,
    time: millisOf(row['T'], 'T'),
    receivedAt,
  });
}
