import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Candle } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, isRow, type Row, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import { type Market, unitOf } from './market.ts';
import { assertNoParams, streamTopic } from './stream.ts';
import { millisOf, optionalCount, optionalMillis } from './wireFields.ts';

/** The lengths of bars that futures offer; a month is `1M`. Spot has `1s` too. */
const INTERVALS: readonly string[] = '1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w 1M'.split(' ');

/** The `kline` stream, its bars as long as `interval` says, a minute where nothing is said; days begin at midnight UTC. */
export function candlesOf(market: Market): ValueChannel<Candle> {
  return {
    kind: 'values',
    topicOf: (subscription) => {
      assertNoParams(subscription);
      const { interval = '1m' } = subscription;
      if (!INTERVALS.includes(interval) && !(market === 'spot' && interval === '1s'))
        throw new ColdwireError('unsupported', { what: `interval ${interval}` });
      return streamTopic(market, subscription, { suffix: `@kline_${interval}`, subscription: { interval } });
    },
    reader: (context) => (payload, receivedAt) => [toCandle(payload as Row, market, context, receivedAt)],
  };
}

/**
 * `x`: the bar is closed, and will not come again.
 *
 * ```json
 * {"e":"kline","E":1672515782136,"s":"BNBBTC","k":{"t":1672515780000,"T":1672515839999,"s":"BNBBTC","i":"1m","f":100,"L":200,"o":"0.0010","c":"0.0020","h":"0.0025","l":"0.0015","v":"1000","n":100,"x":false,"q":"1.0000"}}
 * ```
 */
function toCandle(
  { k: bar, E: time }: Row,
  market: Market,
  { exchange, symbol, interval = '1m' }: ReadContext,
  receivedAt: number,
): Candle {
  if (!isRow(bar)) throw new ColdwireError('protocol-violation', { what: 'field k' });
  const { o: open, h: high, l: low, c: close, v: volume, x: closed } = bar;
  if (typeof closed !== 'boolean') throw new ColdwireError('protocol-violation', { what: 'field x' });
  return present({
    kind: 'candle' as const,
    exchange,
    symbol,
    interval,
    openTime: millisOf(bar['t'], 't'),
    open: decimalOf(open, 'o'),
    high: decimalOf(high, 'h'),
    low: decimalOf(low, 'l'),
    close: decimalOf(close, 'c'),
    openText: textOf(open, 'o'),
    highText: textOf(high, 'h'),
    lowText: textOf(low, 'l'),
    closeText: textOf(close, 'c'),
    volume: decimalOf(volume, 'v'),
    volumeText: textOf(volume, 'v'),
    trades: optionalCount(bar['n'], 'n'),
    closed,
    unit: unitOf(market),
    time: optionalMillis(time, 'E'),
    receivedAt,
  });
}
