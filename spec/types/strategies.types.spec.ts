import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { EMPTY, type Observable } from 'rxjs';
import { countOf, lastOf, meanOf } from '../../operators/aggregate.ts';
import type { BuiltCandle } from '../../operators/internal/builtCandle.ts';
import { type DepthWithin, depthWithin } from '../../operators/depthWithin.ts';
import { imbalance } from '../../operators/imbalance.ts';
import { type Latency, latency } from '../../operators/latency.ts';
import { microprice } from '../../operators/microprice.ts';
import { rollingWindow } from '../../operators/rollingWindow.ts';
import { toCandles } from '../../operators/toCandles.ts';
import { type TopOfBook, topOfBook } from '../../operators/topOfBook.ts';
import { vwap } from '../../operators/vwap.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { Trade } from '../../src/model/values.ts';

const books$: Observable<OrderBook> = EMPTY;
const trades$: Observable<Trade> = EMPTY;

describe('the operators for strategies, through pipe without annotations', () => {
  it('infer what they make of books', () => {
    expectTypeOf(books$.pipe(topOfBook())).toEqualTypeOf<Observable<TopOfBook>>();
    expectTypeOf(books$.pipe(microprice())).toEqualTypeOf<Observable<number | undefined>>();
    expectTypeOf(books$.pipe(imbalance({ levels: 5 }))).toEqualTypeOf<Observable<number | undefined>>();
    expectTypeOf(books$.pipe(depthWithin({ basisPoints: 10 }))).toEqualTypeOf<Observable<DepthWithin | undefined>>();
    expectTypeOf(books$.pipe(latency())).toEqualTypeOf<Observable<Latency>>();
  });

  it('infer what they make of trades', () => {
    expectTypeOf(trades$.pipe(vwap({ count: 10 }))).toEqualTypeOf<Observable<number>>();
    expectTypeOf(trades$.pipe(toCandles({ by: 'ticks', count: 10 }))).toEqualTypeOf<Observable<BuiltCandle>>();
    const aggregates = { mean: meanOf(({ price }: Trade) => price), last: lastOf<Trade>(), count: countOf() };
    expectTypeOf(trades$.pipe(rollingWindow({ count: 10, aggregates }))).toEqualTypeOf<
      Observable<{ readonly mean: number; readonly last: Trade; readonly count: number }>
    >();
  });

  it('refuse what they cannot work on', () => {
    const refused = [
      // @ts-expect-error trades have no best levels
      trades$.pipe(topOfBook()),
      // @ts-expect-error books have no price
      books$.pipe(vwap()),
      // @ts-expect-error a bound is needed
      books$.pipe(depthWithin({})),
      // @ts-expect-error a length in time is of candles by time
      trades$.pipe(toCandles({ by: 'ticks', count: 10, length: 1_000 })),
      // @ts-expect-error these aggregates are of other values
      books$.pipe(rollingWindow({ count: 1, aggregates: { mean: meanOf(({ price }: Trade) => price) } })),
    ];
    expect(refused).toHaveLength(5);
  });
});
