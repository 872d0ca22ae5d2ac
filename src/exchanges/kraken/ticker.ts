import type { Ticker } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { optionalNumber, present, type Row, textOf } from '../../protocol/fields.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { parseRfc3339 } from '../../util/rfc3339.ts';
import type { KrakenPayload } from './classify.ts';
import { krakenTopic } from './topic.ts';

/** The `ticker` channel: each frame is the whole state. */
export const ticker: ValueChannel<Ticker> = {
  kind: 'values',
  topicOf: (subscription) => krakenTopic('ticker', subscription),
  reader: (context) => (payload, receivedAt) =>
    (payload as KrakenPayload).rows.map((row) => toTicker(row, context, receivedAt)),
};

/**
 * ```json
 * {"symbol":"BTC/USD","bid":105944.2,"bid_qty":2.5,"ask":105944.3,"ask_qty":3.2,"last":105899.4,"volume":163.28,"vwap":105100.1,"low":104711,"high":106613.9,"change":250.0,"change_pct":0.24}
 * ```
 * `timestamp` is there since 2025 and absent in older captures.
 */
function toTicker(row: Row, { exchange, symbol }: ReadContext, receivedAt: number): Ticker {
  const lastText = textOf(row, 'last');
  const { bid, ask, timestamp } = row;
  return {
    kind: 'ticker',
    exchange,
    symbol,
    last: parseDecimal(lastText),
    lastText,
    unit: 'base',
    receivedAt,
    ...present({
      bid: optionalNumber(row, 'bid'),
      bidText: typeof bid === 'string' ? bid : undefined,
      bidSize: optionalNumber(row, 'bid_qty'),
      ask: optionalNumber(row, 'ask'),
      askText: typeof ask === 'string' ? ask : undefined,
      askSize: optionalNumber(row, 'ask_qty'),
      high: optionalNumber(row, 'high'),
      low: optionalNumber(row, 'low'),
      volume: optionalNumber(row, 'volume'),
      vwap: optionalNumber(row, 'vwap'),
      change: optionalNumber(row, 'change'),
      changePercent: optionalNumber(row, 'change_pct'),
      time: typeof timestamp === 'string' ? parseRfc3339(timestamp) : undefined,
    }),
  };
}
