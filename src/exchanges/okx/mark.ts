import type { Mark } from '../../model/mark.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import { givenMillis } from './given.ts';
import { rowsIn } from './push.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { marketTopic } from './topic.ts';

/** The `mark-price` channel, of spot where there is margin on it. */
export const mark: ValueChannel<Mark> = {
  kind: 'values',
  topicOf: (subscription) => {
    paramsOf(subscription);
    return marketTopic(subscription);
  },
  reader: (context) => (payload, receivedAt) => rowsIn(payload).map((row) => toMark(row, context, receivedAt)),
};

/** `{"instId":"WNCG-USDT-SWAP","instType":"SWAP","markPx":"2.1729","ts":"1640131259180"}` */
function toMark({ markPx, ts }: Row, { exchange, symbol }: ReadContext, receivedAt: number): Mark {
  return present({
    kind: 'mark' as const,
    exchange,
    symbol,
    price: positiveOf(markPx, 'markPx'),
    priceText: textOf(markPx, 'markPx'),
    time: givenMillis(ts, 'ts'),
    receivedAt,
  });
}
