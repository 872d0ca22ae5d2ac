import { ColdwireError } from '../../../errors/coldwireError.ts';
import type { Candle } from '../../../model/values.ts';
import type { ReadContext, Reader, ValueChannel } from '../../../protocol/dialect.ts';
import { decimalOf, textOf } from '../../../protocol/fields.ts';
import { intervalMinutes } from '../intervals.ts';
import { toldBars } from '../toldBars.ts';
import { itemsOf } from './itemsOf.ts';
import type { V1Payload } from './payload.ts';
import { secondsOf } from './secondsOf.ts';
import { v1Topic } from './topic.ts';

/** The `ohlc` channel, its default interval one minute as Kraken's is. */
export const candles: ValueChannel<Candle> = {
  kind: 'values',
  topicOf: (subscription) => {
    const { interval = '1m' } = subscription;
    const minutes = intervalMinutes(interval);
    if (minutes === undefined) throw new ColdwireError('unsupported', { what: `interval ${interval}` });
    return v1Topic(`ohlc-${minutes}`, subscription, { interval });
  },
  reader: candleReader,
};

/** Bars with their ends, which Kraken does not tell: see {@link toldBars}. */
function candleReader(context: ReadContext): Reader<Candle> {
  const tell = toldBars();
  return (payload, receivedAt) => {
    const bars = (payload as V1Payload).map((row) => toCandle(itemsOf(row, 'ohlc'), context, receivedAt));
    return tell(bars, receivedAt);
  };
}

/**
 * Time of the last trade, end of the bar, open, high, low, close, vwap, volume, trades. The end is stated in whole seconds, and
 * with a fraction that means nothing in the documentation's own sample:
 *
 * ```json
 * ["1542057314.748456","1542057360.435743","3586.70000","3586.70000","3586.60000","3586.60000","3586.68894","0.03373000",2]
 * ```
 * @see https://docs.kraken.com/api/docs/websocket-v1/ohlc
 */
function toCandle(
  [time, end, open, high, low, close, vwap, volume, count]: readonly unknown[],
  { exchange, symbol, interval = '1m' }: ReadContext,
  receivedAt: number,
): Candle {
  const endTime = Math.floor(secondsOf(end, 'etime') / 1_000) * 1_000;
  return {
    kind: 'candle',
    exchange,
    symbol,
    interval,
    openTime: endTime - (intervalMinutes(interval) ?? 1) * 60_000,
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
    vwap: decimalOf(vwap, 'vwap'),
    trades: decimalOf(count, 'count'),
    closed: false,
    unit: 'base',
    time: secondsOf(time, 'time'),
    receivedAt,
  };
}
