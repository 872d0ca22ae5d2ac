import type { Quote } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, type Row } from '../../protocol/fields.ts';
import { levelsOf } from '../../protocol/levelsOf.ts';
import { givenMillis } from './given.ts';
import { rowsIn } from './push.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { marketTopic } from './topic.ts';
import { unitOf } from './unitOf.ts';

/** The `bbo-tbt` channel: best bid and ask, at most every 10 ms. While a side is empty there is no quote. */
export const quotes: ValueChannel<Quote> = {
  kind: 'values',
  topicOf: (subscription) => {
    paramsOf(subscription);
    return marketTopic(subscription);
  },
  reader: (context) => (payload, receivedAt) => rowsIn(payload).flatMap((row) => quotesIn(row, context, receivedAt)),
};

/** `{"asks":[["8476.98","415","0","13"]],"bids":[["8476.97","256","0","12"]],"ts":"1597026383085","seqId":123456}` */
function quotesIn({ asks, bids, ts }: Row, { exchange, symbol }: ReadContext, receivedAt: number): readonly Quote[] {
  const [bid] = levelsOf(bids, 'bids');
  const [ask] = levelsOf(asks, 'asks');
  if (bid === undefined || ask === undefined) return [];
  const time = givenMillis(ts, 'ts');
  return [
    {
      kind: 'quote',
      exchange,
      symbol,
      bid: decimalOf(bid.priceText, 'bids'),
      bidText: bid.priceText,
      bidSize: decimalOf(bid.sizeText, 'bids'),
      ask: decimalOf(ask.priceText, 'asks'),
      askText: ask.priceText,
      askSize: decimalOf(ask.sizeText, 'asks'),
      unit: unitOf(symbol),
      ...(time === undefined ? {} : { time }),
      receivedAt,
    },
  ];
}
