import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Candle } from '../../model/values.ts';
import type { ReadContext, Reader, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, instantOf, optionalDecimal, optionalInstant, type Row, textOf } from '../../protocol/fields.ts';
import { intervalMinutes } from './intervals.ts';
import type { KrakenPayload } from './payload.ts';
import { toldBars } from './toldBars.ts';
import { krakenTopic } from './topic.ts';

/** The `ohlc` channel, its default interval one minute as Kraken's is. The snapshot brings past bars. */
export const candles: ValueChannel<Candle> = {
  kind: 'values',
  topicOf: (subscription) => {
    const { interval = '1m' } = subscription;
    const minutes = intervalMinutes(interval);
    if (minutes === undefined) throw new ColdwireError('unsupported', { what: `interval ${interval}` });
    return krakenTopic('ohlc', subscription, { subscription: { interval }, text: String(minutes), inFrames: true });
  },
  reader: candleReader,
};

/** Bars with their ends, which Kraken does not tell: see {@link toldBars}. */
function candleReader(context: ReadContext): Reader<Candle> {
  const tell = toldBars();
  return (payload, receivedAt) => {
    const { rows, timestamp } = payload as KrakenPayload;
    return tell(
      rows.map((row) => toCandle(row, context, timestamp, receivedAt)),
      receivedAt,
    );
  };
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/**
 * ```json
 * {"symbol":"BTC/USD","interval":1,"interval_begin":"2023-10-04T16:25:00.000000000Z","open":27750.1,"high":27760.0,"low":27750.1,"close":27755.3,"volume":1.2,"vwap":27755.0,"trades":12}
 * ```
 */
function toCandle(
  row: Row,
  { exchange, symbol, interval = '1m' }: ReadContext,
  timestamp: unknown,
  receivedAt: number,
): Candle {
  const { open, high, low, close, volume } = row;
  const candle: Draft<Candle> = {
    kind: 'candle',
    exchange,
    symbol,
    interval,
    openTime: instantOf(row['interval_begin'], 'interval_begin'),
    open: decimalOf(open, 'open'),
    high: decimalOf(high, 'high'),
    low: decimalOf(low, 'low'),
    close: decimalOf(close, 'close'),
    openText: textOf(open, 'open'),
    highText: textOf(high, 'high'),
    lowText: textOf(low, 'low'),
    closeText: textOf(close, 'close'),
    volume: decimalOf(volume, 'volume'),
    volumeText: textOf(volume, 'volume'),
    closed: false,
    unit: 'base',
    receivedAt,
  };
  const vwap = optionalDecimal(row['vwap'], 'vwap');
  const trades = optionalDecimal(row['trades'], 'trades');
  // The frame's, of all its bars; a row's own `timestamp` is the end of the bar.
  const time = optionalInstant(timestamp, 'timestamp');
  if (vwap !== undefined) candle.vwap = vwap;
  if (trades !== undefined) candle.trades = trades;
  if (time !== undefined) candle.time = time;
  return candle;
}
