import type { Candle } from '../../model/values.ts';
import type { ReadContext, Reader, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, type Row, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import type { GateContent } from './content.ts';
import { decimalTextOf, givenInstant, instantIn } from './given.ts';
import type { Market } from './markets.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { topicOn } from './topic.ts';

/** The `candlesticks` channel, one minute where no interval is said: `10s` to `1d`, and `1w`. */
export function candlesOn(market: Market): ValueChannel<Candle> {
  return {
    kind: 'values',
    topicOf: (subscription) => {
      paramsOf(subscription);
      const { symbol = '', interval = '1m' } = subscription;
      return topicOn(market, { channel: 'candles', symbol, interval });
    },
    reader: (context) => candleReader(market, context),
  };
}

/**
 * The last state of a bar says `w`, that its window is closed. Where none did (old frames, and one that was lost), a bar last told
 * open comes again, `closed`, ahead of the first state of a later one.
 */
function candleReader(market: Market, context: ReadContext): Reader<Candle> {
  let open: Candle | undefined;
  return (payload, receivedAt) => {
    const { rows, millis, seconds } = payload as GateContent;
    const time = givenInstant(millis, seconds, 'time');
    return rows
      .map((row) => toCandle(row, market, { ...context, time, receivedAt }))
      .flatMap((candle) => {
        const before = open;
        if (open === undefined || open.openTime <= candle.openTime) open = candle.closed ? undefined : candle;
        return before !== undefined && before.openTime < candle.openTime
          ? [{ ...before, closed: true, receivedAt }, candle]
          : [candle];
      });
  };
}

/**
 * ```json
 * {"t":"1606292580","v":"2362.32035","c":"19128.1","h":"19128.1","l":"19128.1","o":"19128.1","n":"1m_BTC_USDT","a":"0.1235","w":true}
 * ```
 * Of spot `v` counts the quote, and `a`, which old frames lack, the base. Of futures `v` counts contracts.
 */
function toCandle(
  row: Row,
  { prefix, unit }: Market,
  {
    exchange,
    symbol,
    interval = '1m',
    time,
    receivedAt,
  }: ReadContext & { readonly time: number | undefined; readonly receivedAt: number },
): Candle {
  const { o: open, h: high, l: low, c: close, v, a, w } = row;
  const isQuote = prefix === 'spot' && a === undefined;
  const volumeText = decimalTextOf(prefix === 'spot' && !isQuote ? a : v, 'v');
  return present({
    kind: 'candle' as const,
    exchange,
    symbol,
    interval,
    openTime: instantIn(undefined, row['t'], 't'),
    open: decimalOf(open, 'o'),
    high: decimalOf(high, 'h'),
    low: decimalOf(low, 'l'),
    close: decimalOf(close, 'c'),
    openText: textOf(open, 'o'),
    highText: textOf(high, 'h'),
    lowText: textOf(low, 'l'),
    closeText: textOf(close, 'c'),
    volume: decimalOf(volumeText, 'v'),
    volumeText,
    closed: w === true,
    unit: isQuote ? ('quote' as const) : unit,
    time,
    receivedAt,
  });
}
