import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Trade } from '../../model/values.ts';
import type { ReadContext, Reader, ValueChannel } from '../../protocol/dialect.ts';
import { instantOf, positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { recentIds } from '../../util/recentIds.ts';
import type { KrakenPayload } from './payload.ts';
import { sideOf } from './sideOf.ts';
import { krakenTopic } from './topic.ts';

/**
 * The `trade` channel, without the 50 past trades Kraken would send as a snapshot (`params: { snapshot: true }` asks for
 * them). A trade that comes twice is told once.
 */
export const trades: ValueChannel<Trade> = {
  kind: 'values',
  topicOf: (subscription) => krakenTopic('trade', subscription),
  reader: tradeReader,
};

/** `trade_id` is a sequence number, unique per instrument (docs, websocket-v2/trade): the same one is the same trade. */
function tradeReader(context: ReadContext): Reader<Trade> {
  const isNew = recentIds();
  return (payload, receivedAt) => {
    // All are read before any is remembered: one that cannot be read takes its whole frame with it.
    const read = (payload as KrakenPayload).rows.map((row) => toTrade(row, context, receivedAt));
    return read.filter(({ id }) => isNew(id));
  };
}

/**
 * ```json
 * {"symbol":"BTC/USD","side":"buy","price":105944.2,"qty":0.00027625,"ord_type":"limit","trade_id":10218208,"timestamp":"2023-10-06T17:35:55.440295Z"}
 * ```
 * `side` is the taker's (docs, websocket-v2/trade).
 */
function toTrade(row: Row, { exchange, symbol }: ReadContext, receivedAt: number): Trade {
  const { price, qty } = row;
  return {
    kind: 'trade',
    exchange,
    symbol,
    id: idOf(row['trade_id']),
    side: sideOf(row['side']),
    price: positiveOf(price, 'price'),
    size: positiveOf(qty, 'qty'),
    priceText: textOf(price, 'price'),
    sizeText: textOf(qty, 'qty'),
    unit: 'base',
    time: instantOf(row['timestamp'], 'timestamp'),
    receivedAt,
  };
}

function idOf(value: unknown): string {
  const id = textOf(value, 'trade_id');
  if (/^\d{1,40}$/.test(id)) return id;
  throw new ColdwireError('protocol-violation', { what: 'field trade_id' });
}
