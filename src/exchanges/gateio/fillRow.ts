import type { Fill } from '../../model/fill.ts';
import { positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { present } from '../../util/present.ts';
import { clientOrderIdOf } from './clientOrderIds.ts';
import { givenDecimalText, givenText, idOf, instantIn, sideOf, signedSizeOf } from './given.ts';
import type { Market } from './markets.ts';
import type { RowStamp } from './orderRow.ts';
import { knownSymbolOf } from './symbols.ts';

/**
 * ```json
 * {"id":5736713,"user_id":1000001,"order_id":"30784428","currency_pair":"BTC_USDT","create_time":1605176741,"create_time_ms":"1605176741123.456","side":"sell","amount":"1.00000000","role":"taker","price":"10000.00000000","fee":"0.00200000000000","text":"apiv4"}
 * {"id":"3335259","create_time":1628736848,"create_time_ms":1628736848321,"contract":"BTC_USDT","order_id":"4872460","size":1,"price":"40000.4","role":"maker","text":"api","fee":0.0009290592}
 * ```
 */
export function fillIn(market: Market, row: Row, { exchange, receivedAt }: RowStamp): Fill {
  const { price, amount, size, role, fee } = row;
  const isSpot = market.prefix === 'spot';
  const { side, sizeText } = isSpot
    ? { side: sideOf(row['side']), sizeText: textOf(amount, 'amount') }
    : signedSizeOf(size, 'size');
  const feeText = givenDecimalText(fee, 'fee');
  return present({
    kind: 'fill' as const,
    exchange,
    symbol: knownSymbolOf(market, row['currency_pair'] ?? row['contract'], 'contract'),
    id: idOf(row['id'], 'id'),
    orderId: idOf(row['order_id'], 'order_id'),
    clientOrderId: clientOrderIdOf(row['text']),
    side,
    price: positiveOf(price, 'price'),
    priceText: textOf(price, 'price'),
    size: positiveOf(sizeText, 'size'),
    sizeText,
    fee: feeText === undefined ? undefined : parseDecimal(feeText),
    feeText,
    feeCurrency: market.settle ?? givenText(row['fee_currency'], 'fee_currency'),
    liquidity: liquidityOf(role),
    unit: market.unit,
    time: instantIn(row['create_time_ms'], row['create_time'], 'create_time'),
    receivedAt,
  });
}

function liquidityOf(role: unknown): Fill['liquidity'] {
  return role === 'maker' || role === 'taker' ? role : undefined;
}
