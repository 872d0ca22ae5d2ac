import type { Ticker } from '../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../protocol/dialect.ts';
import { decimalOf, optionalDecimal, type Row, textOf } from '../../protocol/fields.ts';
import { present } from '../../util/present.ts';
import { type Market, unitOf } from './market.ts';
import { assertNoParams, streamTopic } from './stream.ts';
import { optionalMillis } from './wireFields.ts';

/** The `ticker` stream: statistics of the last 24 hours, once a second (spot) or every two (futures, which leave out the quotes). */
export function tickerOf(market: Market): ValueChannel<Ticker> {
  return {
    kind: 'values',
    topicOf: (subscription) => {
      assertNoParams(subscription);
      return streamTopic(market, subscription, { suffix: '@ticker' });
    },
    reader: (context) => (payload, receivedAt) => [toTicker(payload as Row, market, context, receivedAt)],
  };
}

/**
 * ```json
 * {"e":"24hrTicker","E":1672515782136,"s":"BNBBTC","p":"0.0015","P":"250.00","w":"0.0018","x":"0.0009","c":"0.0025","Q":"10","b":"0.0024","B":"10","a":"0.0026","A":"100","o":"0.0010","h":"0.0025","l":"0.0010","v":"10000","q":"18"}
 * ```
 * A side that nobody quotes is of price 0, which is none.
 */
function toTicker(row: Row, market: Market, { exchange, symbol }: ReadContext, receivedAt: number): Ticker {
  const { c: last, b: bid, a: ask } = row;
  const [bidPrice, askPrice] = [optionalDecimal(bid, 'b'), optionalDecimal(ask, 'a')];
  return present({
    kind: 'ticker' as const,
    exchange,
    symbol,
    last: decimalOf(last, 'c'),
    lastText: textOf(last, 'c'),
    ...(bidPrice ? { bid: bidPrice, bidText: textOf(bid, 'b'), bidSize: optionalDecimal(row['B'], 'B') } : {}),
    ...(askPrice ? { ask: askPrice, askText: textOf(ask, 'a'), askSize: optionalDecimal(row['A'], 'A') } : {}),
    high: optionalDecimal(row['h'], 'h'),
    low: optionalDecimal(row['l'], 'l'),
    volume: optionalDecimal(row['v'], 'v'),
    vwap: optionalDecimal(row['w'], 'w'),
    change: optionalDecimal(row['p'], 'p'),
    changePercent: optionalDecimal(row['P'], 'P'),
    unit: unitOf(market),
    time: optionalMillis(row['E'], 'E'),
    receivedAt,
  });
}
