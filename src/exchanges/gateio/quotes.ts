import type { Quote } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, positiveOf, type Row, textOf } from '../../protocol/fields.ts';
import { rowsIn } from './content.ts';
import { instantIn } from './given.ts';
import type { Market } from './markets.ts';
import { paramsOf } from '../../protocol/paramsOf.ts';
import { topicOn } from './topic.ts';

/** The `book_ticker` channel: best bid and ask, at each change. While a side is empty there is no quote. */
export function quotesOn(market: Market): ValueChannel<Quote> {
  return {
    kind: 'values',
    topicOf: (subscription) => {
      paramsOf(subscription);
      const { symbol = '' } = subscription;
      return topicOn(market, { channel: 'quotes', symbol });
    },
    reader: (context) => (payload, receivedAt) =>
      rowsIn(payload).flatMap((row) => quotesIn(row, market, context, receivedAt)),
  };
}

/** `{"t":1606293275123,"u":48733182,"s":"BTC_USDT","b":"19177.79","B":"0.0003341504","a":"19179.38","A":"0.09"}`; what nobody quotes is an empty text. */
function quotesIn(
  { t, b, B: bidSize, a, A: askSize }: Row,
  { unit }: Market,
  { exchange, symbol }: ReadContext,
  receivedAt: number,
): readonly Quote[] {
  if (b === '' || a === '') return [];
  return [
    {
      kind: 'quote',
      exchange,
      symbol,
      bid: positiveOf(b, 'b'),
      bidText: textOf(b, 'b'),
      bidSize: decimalOf(bidSize, 'B'),
      ask: positiveOf(a, 'a'),
      askText: textOf(a, 'a'),
      askSize: decimalOf(askSize, 'A'),
      unit,
      time: instantIn(t, undefined, 't'),
      receivedAt,
    },
  ];
}
