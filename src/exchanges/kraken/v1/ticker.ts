import type { Ticker } from '../../../model/values.ts';
import type { ReadContext, ValueChannel } from '../../../protocol/dialect.ts';
import { decimalOf, type Row, rowsOf, textOf } from '../../../protocol/fields.ts';
import { itemsOf } from './itemsOf.ts';
import type { V1Payload } from './payload.ts';
import { v1Topic } from './topic.ts';

/** The `ticker` channel: each frame is the whole state. */
export const ticker: ValueChannel<Ticker> = {
  kind: 'values',
  topicOf: (subscription) => v1Topic('ticker', subscription),
  reader: (context) => (payload, receivedAt) =>
    rowsOf(payload as V1Payload, 'ticker').map((row) => toTicker(row, context, receivedAt)),
};

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/**
 * `a` and `b` are price, whole lots, lots; `c` price and lots of the last trade; of the others the second is of the last 24
 * hours, the first of today.
 *
 * ```json
 * {"a":["5525.40000",1,"1.000"],"b":["5525.10000",1,"1.000"],"c":["5525.10000","0.00398963"],"v":["2634.11501494","3591.17907851"],"p":["5631.44067","5653.78939"],"t":[11493,16267],"l":["5505.00000","5505.00000"],"h":["5783.00000","5783.00000"],"o":["5760.70000","5763.40000"]}
 * ```
 * @see https://docs.kraken.com/api/docs/websocket-v1/ticker
 */
function toTicker({ a, b, c, v, p, l, h }: Row, { exchange, symbol }: ReadContext, receivedAt: number): Ticker {
  const [last] = itemsOf(c, 'c');
  const value: Draft<Ticker> = {
    kind: 'ticker',
    exchange,
    symbol,
    last: decimalOf(last, 'c'),
    lastText: textOf(last, 'c'),
    high: ofDay(h, 'h'),
    low: ofDay(l, 'l'),
    volume: ofDay(v, 'v'),
    vwap: ofDay(p, 'p'),
    unit: 'base',
    receivedAt,
  };
  const [ask, , askSize] = itemsOf(a, 'a');
  const [bid, , bidSize] = itemsOf(b, 'b');
  // A side nobody quotes comes as price 0, which is no price.
  if (decimalOf(bid, 'b') !== 0) {
    value.bid = decimalOf(bid, 'b');
    value.bidText = textOf(bid, 'b');
    value.bidSize = decimalOf(bidSize, 'b');
  }
  if (decimalOf(ask, 'a') !== 0) {
    value.ask = decimalOf(ask, 'a');
    value.askText = textOf(ask, 'a');
    value.askSize = decimalOf(askSize, 'a');
  }
  return value;
}

function ofDay(pair: unknown, field: string): number {
  return decimalOf(itemsOf(pair, field)[1], field);
}
