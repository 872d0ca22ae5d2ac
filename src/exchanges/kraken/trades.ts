import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Trade } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { type Row, textOf } from '../../protocol/fields.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { parseRfc3339 } from '../../util/rfc3339.ts';
import type { KrakenPayload } from './classify.ts';
import { krakenTopic } from './topic.ts';

/** The `trade` channel, without the 50 past trades Kraken would send as a snapshot. */
export const trades: ValueChannel<Trade> = {
  kind: 'values',
  topicOf: (subscription) => krakenTopic('trade', subscription),
  reader: (context) => (payload, receivedAt) =>
    (payload as KrakenPayload).rows.map((row) => toTrade(row, context, receivedAt)),
};

/**
 * ```json
 * {"symbol":"BTC/USD","side":"buy","price":105944.2,"qty":0.00027625,"ord_type":"limit","trade_id":10218208,"timestamp":"2023-10-06T17:35:55.440295Z"}
 * ```
 * `side` is the taker's (docs, websocket-v2/trade).
 */
function toTrade(row: Row, { exchange, symbol }: ReadContext, receivedAt: number): Trade {
  const priceText = textOf(row, 'price');
  const sizeText = textOf(row, 'qty');
  return {
    kind: 'trade',
    exchange,
    symbol,
    id: textOf(row, 'trade_id'),
    side: toSide(textOf(row, 'side')),
    price: parseDecimal(priceText),
    size: parseDecimal(sizeText),
    priceText,
    sizeText,
    unit: 'base',
    time: parseRfc3339(textOf(row, 'timestamp')),
    receivedAt,
  };
}

function toSide(side: string): Trade['side'] {
  if (side === 'buy' || side === 'sell') return side;
  throw new ColdwireError('protocol-violation', { what: 'field side' });
}
