import type { Ticker } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, type Row, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import { givenDecimal, givenMillis, givenText } from './given.ts';
import { rowsIn } from './push.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { marketTopic } from './topic.ts';
import { unitOf } from './unitOf.ts';

/** The `tickers` channel: each frame is the whole state. */
export const ticker: ValueChannel<Ticker> = {
  kind: 'values',
  topicOf: (subscription) => {
    paramsOf(subscription);
    return marketTopic(subscription);
  },
  reader: (context) => (payload, receivedAt) => rowsIn(payload).map((row) => toTicker(row, context, receivedAt)),
};

/**
 * ```json
 * {"instType":"SWAP","instId":"UNI-USD-SWAP","last":"5.123","lastSz":"100","askPx":"5.142","askSz":"25","bidPx":"5.134","bidSz":"96","open24h":"4.799","high24h":"5.458","low24h":"4.537","volCcy24h":"577730.7823","vol24h":"289425","ts":"1652459223143"}
 * ```
 * A side nobody quotes is an empty text. `vol24h` counts contracts, the base on spot.
 */
function toTicker(row: Row, { exchange, symbol }: ReadContext, receivedAt: number): Ticker {
  const { last, bidPx, askPx } = row;
  const bid = givenDecimal(bidPx, 'bidPx');
  const ask = givenDecimal(askPx, 'askPx');
  return present({
    kind: 'ticker' as const,
    exchange,
    symbol,
    last: decimalOf(last, 'last'),
    lastText: textOf(last, 'last'),
    bid,
    bidText: givenText(bidPx, 'bidPx'),
    bidSize: bid === undefined ? undefined : givenDecimal(row['bidSz'], 'bidSz'),
    ask,
    askText: givenText(askPx, 'askPx'),
    askSize: ask === undefined ? undefined : givenDecimal(row['askSz'], 'askSz'),
    high: givenDecimal(row['high24h'], 'high24h'),
    low: givenDecimal(row['low24h'], 'low24h'),
    volume: givenDecimal(row['vol24h'], 'vol24h'),
    unit: unitOf(symbol),
    time: givenMillis(row['ts'], 'ts'),
    receivedAt,
  });
}
