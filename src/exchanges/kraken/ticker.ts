import type { Ticker } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, optionalDecimal, optionalInstant, type Row, textOf } from '../../protocol/fields.ts';
import type { KrakenPayload } from './payload.ts';
import { krakenTopic } from './topic.ts';

/** The `ticker` channel: each frame is the whole state. `params: { event_trigger: 'bbo' }` brings one at each new quote. */
export const ticker: ValueChannel<Ticker> = {
  kind: 'values',
  topicOf: (subscription) => krakenTopic('ticker', subscription),
  reader: (context) => (payload, receivedAt) =>
    (payload as KrakenPayload).rows.map((row) => toTicker(row, context, receivedAt)),
};

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/**
 * ```json
 * {"symbol":"BTC/USD","bid":105944.2,"bid_qty":2.5,"ask":105944.3,"ask_qty":3.2,"last":105899.4,"volume":163.28,"vwap":105100.1,"low":104711,"high":106613.9,"change":250.0,"change_pct":0.24}
 * ```
 * `timestamp` is there since 2025 and absent in older captures.
 */
function toTicker(row: Row, { exchange, symbol }: ReadContext, receivedAt: number): Ticker {
  const { last } = row;
  const value: Draft<Ticker> = {
    kind: 'ticker',
    exchange,
    symbol,
    last: decimalOf(last, 'last'),
    lastText: textOf(last, 'last'),
    unit: 'base',
    receivedAt,
  };
  addQuotes(value, row);
  addStatistics(value, row);
  const time = optionalInstant(row['timestamp'], 'timestamp');
  if (time !== undefined) value.time = time;
  return value;
}

/** A side nobody quotes comes as price 0 and size 0, which is no price. */
function addQuotes(value: Draft<Ticker>, row: Row): void {
  const bid = optionalDecimal(row['bid'], 'bid');
  const bidSize = optionalDecimal(row['bid_qty'], 'bid_qty');
  const ask = optionalDecimal(row['ask'], 'ask');
  const askSize = optionalDecimal(row['ask_qty'], 'ask_qty');
  if (bid !== undefined && bid !== 0) {
    value.bid = bid;
    value.bidText = textOf(row['bid'], 'bid');
    if (bidSize !== undefined) value.bidSize = bidSize;
  }
  if (ask !== undefined && ask !== 0) {
    value.ask = ask;
    value.askText = textOf(row['ask'], 'ask');
    if (askSize !== undefined) value.askSize = askSize;
  }
}

function addStatistics(value: Draft<Ticker>, row: Row): void {
  const high = optionalDecimal(row['high'], 'high');
  const low = optionalDecimal(row['low'], 'low');
  const volume = optionalDecimal(row['volume'], 'volume');
  const vwap = optionalDecimal(row['vwap'], 'vwap');
  const change = optionalDecimal(row['change'], 'change');
  const changePercent = optionalDecimal(row['change_pct'], 'change_pct');
  if (high !== undefined) value.high = high;
  if (low !== undefined) value.low = low;
  if (volume !== undefined) value.volume = volume;
  if (vwap !== undefined) value.vwap = vwap;
  if (change !== undefined) value.change = change;
  if (changePercent !== undefined) value.changePercent = changePercent;
}
