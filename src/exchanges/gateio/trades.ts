import type { Trade } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { rowsIn } from './content.ts';
import { idOf, instantIn, sideOf, signedSizeOf } from './given.ts';
import type { Market } from './markets.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { topicOn } from './topic.ts';

/**
 * The `trades` channel: every trade by itself. What the insurance fund and forced reductions settle among perpetuals (`is_internal`)
 * is left out: its "trade price may deviate from the market", and bars do not count it either.
 *
 * @see https://www.gate.com/docs/developers/futures/ws/en/#trades-notification
 */
export function tradesOn(market: Market): ValueChannel<Trade> {
  return {
    kind: 'values',
    topicOf: (subscription) => {
      paramsOf(subscription);
      const { symbol = '' } = subscription;
      return topicOn(market, { channel: 'trades', symbol });
    },
    reader: (context) => (payload, receivedAt) =>
      rowsIn(payload)
        .filter((row) => row['is_internal'] !== true)
        .map((row) => toTrade(row, market, context, receivedAt)),
  };
}

/**
 * ```json
 * {"id":309143071,"create_time":1606292218,"create_time_ms":"1606292218213.4578","side":"sell","currency_pair":"GT_USDT","amount":"16.47","price":"0.4705"}
 * {"size":-108,"id":27753479,"create_time":1545136464,"create_time_ms":1545136464123,"price":"96.4","contract":"BTC_USDT"}
 * ```
 * `side`, and the sign of a size of futures, are the taker's. Old frames of futures have whole seconds alone.
 */
function toTrade(row: Row, { prefix, unit }: Market, { exchange, symbol }: ReadContext, receivedAt: number): Trade {
  const { price, amount, size } = row;
  const { side, sizeText } =
    prefix === 'spot' ? { side: sideOf(row['side']), sizeText: textOf(amount, 'amount') } : signedSizeOf(size, 'size');
  return {
    kind: 'trade',
    exchange,
    symbol,
    id: idOf(row['id'], 'id'),
    side,
    price: positiveOf(price, 'price'),
    size: positiveOf(sizeText, 'size'),
    priceText: textOf(price, 'price'),
    sizeText,
    unit,
    time: instantIn(row['create_time_ms'], row['create_time'], 'create_time'),
    receivedAt,
  };
}
