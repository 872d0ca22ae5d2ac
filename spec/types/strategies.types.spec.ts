import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { EMPTY, type Observable, of } from 'rxjs';
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

  it('take the time of values that have none, and ask for it', () => {
    const frames$: Observable<{ readonly at: number; readonly text: string }> = EMPTY;
    const stamped$: Observable<{ readonly at: number; readonly receivedAt: number }> = EMPTY;
    const received$: Observable<{ readonly time: number; readonly at: number }> = EMPTY;
    expectTypeOf(stamped$.pipe(latency({ timeOf: ({ at }) => at }))).toEqualTypeOf<Observable<Latency>>();
    expectTypeOf(received$.pipe(latency({ receivedOf: ({ at }) => at }))).toEqualTypeOf<Observable<Latency>>();
    expectTypeOf(
      frames$.pipe(latency({ timeOf: ({ at }) => at, receivedOf: ({ text }) => text.length, count: 5 })),
    ).toEqualTypeOf<Observable<Latency>>();
    const aggregates = { n: countOf() };
    const counted$ = frames$.pipe(rollingWindow({ count: 5, aggregates }));
    expectTypeOf(counted$).toEqualTypeOf<Observable<{ readonly n: number }>>();
    expectTypeOf(frames$.pipe(rollingWindow({ aggregates }))).toEqualTypeOf<typeof counted$>();
    expectTypeOf(trades$.pipe(rollingWindow({ within: 5, aggregates }))).toEqualTypeOf<typeof counted$>();
    expectTypeOf(frames$.pipe(rollingWindow({ within: 5, timeOf: ({ at }) => at, aggregates }))).toEqualTypeOf<
      typeof counted$
    >();
    const refused = [
      // @ts-expect-error frames have no instants
      () => frames$.pipe(latency()),
      // @ts-expect-error nor does a count give them one
      () => frames$.pipe(latency({ count: 5 })),
      // @ts-expect-error these have no venue time, and would never be told
      () => stamped$.pipe(latency()),
      // @ts-expect-error these have no receipt
      () => received$.pipe(latency()),
      // @ts-expect-error the text of a time is none
      () => of({ time: '12:00', receivedAt: 0 }).pipe(latency()),
      // @ts-expect-error frames have no time to leave a window by
      () => frames$.pipe(rollingWindow({ within: 5, aggregates })),
      // @ts-expect-error nor do books, surely
      () => books$.pipe(rollingWindow({ within: 5, aggregates })),
      // @ts-expect-error a time is a number
      () => frames$.pipe(rollingWindow({ within: 5, timeOf: ({ text }) => text, aggregates })),
    ];
    expect(refused).toHaveLength(8);
  });

  it('refuse what they cannot work on', () => {
    const refused = [
      // @ts-expect-error trades are no book
      trades$.pipe(microprice()),
      // @ts-expect-error trades have no levels
      trades$.pipe(imbalance()),
      // @ts-expect-error levels are counted
      books$.pipe(imbalance({ levels: 'all' })),
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
    expect(refused).toHaveLength(8);
  });
});
