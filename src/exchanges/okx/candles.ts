import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Candle } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, textOf } from '../../protocol/fields.ts';
import { millisOf } from './given.ts';
import type { OkxPush } from './push.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { marketTopic } from './topic.ts';
import { unitOf } from './unitOf.ts';

/** The `candle...` channels, one minute where no interval is said; `params: { utc: true }` cuts long bars by UTC. */
export const candles: ValueChannel<Candle> = {
  kind: 'values',
  topicOf: (subscription) => {
    paramsOf(subscription, 'utc');
    const { interval = '1m' } = subscription;
    return marketTopic(subscription, { interval });
  },
  reader: (context) => (payload, receivedAt) =>
    (payload as OkxPush).data.map((bar) => toCandle(bar, context, receivedAt)),
};

/** `["1597026383085","8533.02","8553.74","8527.17","8548.26","45247","529.5858061","5529.5858061","0"]`: its last says whether it is closed. */
function toCandle(bar: unknown, { exchange, symbol, interval = '1m' }: ReadContext, receivedAt: number): Candle {
  if (!Array.isArray(bar)) throw violation('data');
  const [ts, open, high, low, close, volume, , , confirm] = bar as readonly unknown[];
  if (confirm !== '0' && confirm !== '1') throw violation('confirm');
  return {
    kind: 'candle',
    exchange,
    symbol,
    interval,
    openTime: millisOf(ts, 'ts'),
    open: decimalOf(open, 'open'),
    high: decimalOf(high, 'high'),
    low: decimalOf(low, 'low'),
    close: decimalOf(close, 'close'),
    openText: textOf(open, 'open'),
    highText: textOf(high, 'high'),
    lowText: textOf(low, 'low'),
    closeText: textOf(close, 'close'),
    volume: decimalOf(volume, 'vol'),
    volumeText: textOf(volume, 'vol'),
    closed: confirm === '1',
    unit: unitOf(symbol),
    receivedAt,
  };
}

function violation(field: string): Error {
  return new ColdwireError('protocol-violation', { what: `field ${field}` });
}
