import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Candle } from '../../model/values.ts';
import type { ReadContext, Reader, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, instantOf, optionalDecimal, optionalInstant, type Row, textOf } from '../../protocol/fields.ts';
import { intervalMinutes } from './intervals.ts';
import type { KrakenPayload } from './payload.ts';
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

/**
 * Kraken never says that a bar is closed, and sends nothing when one ends: it is, once a later `interval_begin` appears
 * (docs, websocket-v2/ohlc). So a bar last told open comes again, `closed`, ahead of the first state of the next one;
 * bars that a snapshot already shows to be past come once, closed; and so does a late word about one of them.
 */
function candleReader(context: ReadContext): Reader<Candle> {
  let open: Candle | undefined;
  return (payload, receivedAt) => {
    const { rows, timestamp } = payload as KrakenPayload;
    const told: Candle[] = [];
    const candles = rows.map((row) => toCandle(row, context, timestamp, receivedAt)).sort(byOpenTime);
    for (const [at, candle] of candles.entries()) {
      const next = candles[at + 1];
      const isPast = (next ?? candle).openTime > candle.openTime || (open ?? candle).openTime > candle.openTime;
      if (open !== undefined && open.openTime < candle.openTime) told.push({ ...open, closed: true, receivedAt });
      told.push(isPast ? { ...candle, closed: true } : candle);
      if (open === undefined || open.openTime <= candle.openTime) open = isPast ? undefined : candle;
    }
    return told;
  };
}

function byOpenTime(a: Candle, b: Candle): number {
  return a.openTime - b.openTime;
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
