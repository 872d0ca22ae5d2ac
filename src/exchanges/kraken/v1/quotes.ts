import type { Quote } from '../../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../../protocol/dialect.ts';
import { decimalOf, textOf } from '../../../protocol/fields.ts';
import { itemsOf } from './itemsOf.ts';
import type { V1Payload } from './payload.ts';
import { secondsOf } from './secondsOf.ts';
import { v1Topic } from './topic.ts';

/** The `spread` channel: best bid and ask, at each change. While a side is empty there is no quote. */
export const quotes: ValueChannel<Quote> = {
  kind: 'values',
  topicOf: (subscription) => v1Topic('spread', subscription),
  reader: (context) => (payload, receivedAt) =>
    (payload as V1Payload).flatMap((row) => quotesIn(itemsOf(row, 'spread'), context, receivedAt)),
};

/**
 * `["5698.40000","5700.00000","1542057299.545897","1.01234567","0.98765432"]`: bid, ask, time, their volumes. What nobody
 * quotes is zero.
 *
 * @see https://docs.kraken.com/api/docs/websocket-v1/spread
 */
function quotesIn(
  [bid, ask, time, bidSize, askSize]: readonly unknown[],
  { exchange, symbol }: ReadContext,
  receivedAt: number,
): readonly Quote[] {
  const quote: Quote = {
    kind: 'quote',
    exchange,
    symbol,
    bid: decimalOf(bid, 'bid'),
    bidText: textOf(bid, 'bid'),
    bidSize: decimalOf(bidSize, 'bidVolume'),
    ask: decimalOf(ask, 'ask'),
    askText: textOf(ask, 'ask'),
    askSize: decimalOf(askSize, 'askVolume'),
    unit: 'base',
    time: secondsOf(time, 'timestamp'),
    receivedAt,
  };
  return quote.bid > 0 && quote.ask > 0 ? [quote] : [];
}
