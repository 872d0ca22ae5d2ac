import { ColdwireError } from '../../errors/coldwireError.ts';
import type { Trade } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { millisOf } from './given.ts';
import { rowsIn } from './push.ts';
import { sideOf } from './sideOf.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { marketTopic } from './topic.ts';
import { unitOf } from './unitOf.ts';

/** The `trades` channel, which tells what one taker took at one price as one; `params: { channel: 'trades-all' }` tells each. */
export const trades: ValueChannel<Trade> = {
  kind: 'values',
  topicOf: (subscription) => {
    const { channel = 'trades' } = paramsOf(subscription, 'channel');
    if (channel === 'trades' || channel === 'trades-all') return marketTopic(subscription);
    throw new ColdwireError('invalid-options', { option: 'params.channel', expected: 'trades or trades-all' });
  },
  reader: (context) => (payload, receivedAt) => rowsIn(payload).map((row) => toTrade(row, context, receivedAt)),
};

/**
 * ```json
 * {"instId":"BTC-USDT","tradeId":"130639474","px":"42219.9","sz":"0.12060306","side":"buy","ts":"1630048897897","count":"3","seqId":1234}
 * ```
 * `side` is the taker's.
 */
function toTrade(row: Row, { exchange, symbol }: ReadContext, receivedAt: number): Trade {
  const { px, sz } = row;
  return {
    kind: 'trade',
    exchange,
    symbol,
    id: idOf(row['tradeId']),
    side: sideOf(row['side']),
    price: positiveOf(px, 'px'),
    size: positiveOf(sz, 'sz'),
    priceText: textOf(px, 'px'),
    sizeText: textOf(sz, 'sz'),
    unit: unitOf(symbol),
    time: millisOf(row['ts'], 'ts'),
    receivedAt,
  };
}

function idOf(value: unknown): string {
  const id = textOf(value, 'tradeId');
  if (/^\d{1,40}$/.test(id)) return id;
  throw new ColdwireError('protocol-violation', { what: 'field tradeId' });
}
