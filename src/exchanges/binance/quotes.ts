import type { Quote } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, type Row, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import { type Market, unitOf } from './market.ts';
import { assertNoParams, streamTopic } from './stream.ts';
import { optionalMillis } from './wireFields.ts';

/** The `bookTicker` stream: the best bid and ask, each time either changes. */
export function quotesOf(market: Market): ValueChannel<Quote> {
  return {
    kind: 'values',
    topicOf: (subscription) => {
      assertNoParams(subscription);
      return streamTopic(market, subscription, { suffix: '@bookTicker' });
    },
    reader: (context) => (payload, receivedAt) => [toQuote(payload as Row, market, context, receivedAt)],
  };
}

/**
 * Small letters are prices, capital ones sizes. Spot says neither what it is nor when it was.
 *
 * ```json
 * {"u":400900217,"s":"BNBUSDT","b":"25.35190000","B":"31.21000000","a":"25.36520000","A":"40.66000000"}
 * {"e":"bookTicker","u":400900217,"E":1568014460893,"T":1568014460891,"s":"BNBUSDT","b":"25.3519","B":"31.21","a":"25.3652","A":"40.66"}
 * ```
 */
function toQuote(row: Row, market: Market, { exchange, symbol }: ReadContext, receivedAt: number): Quote {
  const { b: bid, B: bidSize, a: ask, A: askSize } = row;
  return present({
    kind: 'quote' as const,
    exchange,
    symbol,
    bid: decimalOf(bid, 'b'),
    bidText: textOf(bid, 'b'),
    bidSize: decimalOf(bidSize, 'B'),
    ask: decimalOf(ask, 'a'),
    askText: textOf(ask, 'a'),
    askSize: decimalOf(askSize, 'A'),
    unit: unitOf(market),
    time: optionalMillis(row['T'], 'T'),
    receivedAt,
  });
}
