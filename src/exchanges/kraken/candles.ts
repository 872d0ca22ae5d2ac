import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Candle } from '../../model/values.ts';
import type { ReadContext, Reader, ValueChannel } from '../../protocol/dialect.ts';
import { optionalNumber, present, type Row, textOf } from '../../protocol/fields.ts';
import { parseDecimal } from '../../util/decimal.ts';
import { parseRfc3339 } from '../../util/rfc3339.ts';
import type { KrakenPayload } from './classify.ts';
import { intervalMinutes } from './intervals.ts';
import { krakenTopic } from './topic.ts';

/** The `ohlc` channel, its default interval one minute as Kraken's is. */
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
 * Kraken never says that a bar is closed: it is, once a later `interval_begin` appears (docs, websocket-v2/ohlc). So the
 * last state of a bar comes again, `closed`, ahead of the first state of the next one.
 */
function candleReader(context: ReadContext): Reader<Candle> {
  let current: Candle | undefined;
  return (payload, receivedAt) =>
    (payload as KrakenPayload).rows.flatMap((row) => {
      const candle = toCandle(row, context, receivedAt);
      const previous = current;
      if (previous !== undefined && candle.openTime < previous.openTime) return [{ ...candle, closed: true }];
      current = candle;
      const follows = previous !== undefined && candle.openTime > previous.openTime;
      return follows ? [{ ...previous, closed: true, receivedAt }, candle] : [candle];
    });
}

/**
 * ```json
 * {"symbol":"BTC/USD","interval":1,"interval_begin":"2023-10-04T16:25:00.000000000Z","open":27750.1,"high":27760.0,"low":27750.1,"close":27755.3,"volume":1.2,"vwap":27755.0,"trades":12}
 * ```
 */
function toCandle(row: Row, { exchange, symbol, interval = '1m' }: ReadContext, receivedAt: number): Candle {
  const openText = textOf(row, 'open');
  const highText = textOf(row, 'high');
  const lowText = textOf(row, 'low');
  const closeText = textOf(row, 'close');
  const volumeText = textOf(row, 'volume');
  return {
    kind: 'candle',
    exchange,
    symbol,
    interval,
    openTime: parseRfc3339(textOf(row, 'interval_begin')),
    open: parseDecimal(openText),
    high: parseDecimal(highText),
    low: parseDecimal(lowText),
    close: parseDecimal(closeText),
    openText,
    highText,
    lowText,
    closeText,
    volume: parseDecimal(volumeText),
    volumeText,
    closed: false,
    unit: 'base',
    receivedAt,
    ...present({ vwap: optionalNumber(row, 'vwap'), trades: optionalNumber(row, 'trades') }),
  };
}
