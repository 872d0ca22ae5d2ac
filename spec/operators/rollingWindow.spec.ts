import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { concat, from, NEVER, of, Subject, throwError } from 'rxjs';
import { countOf, deviationOf, firstOf, lastOf, maxOf, meanOf, minOf, sumOf } from '../../operators/aggregate.ts';
import { rollingWindow } from '../../operators/rollingWindow.ts';
import { marbles } from '../../src/testing/marbles.ts';

interface Tick {
  readonly time: number;
  readonly n: number;
}

const numberOf = ({ n }: Tick): number => n;
const aggregates = {
  count: countOf(),
  sum: sumOf(numberOf),
  least: minOf(numberOf),
  most: maxOf(numberOf),
  first: firstOf<Tick>(),
  last: lastOf<Tick>(),
};

/** What a window amounts to, computed from its values one by one. */
function naively(ticks: readonly Tick[]) {
  const numbers = ticks.map(numberOf);
  return {
    count: ticks.length,
    sum: numbers.reduce((sum, n) => sum + n, 0),
    least: Math.min(...numbers),
    most: Math.max(...numbers),
    first: ticks[0],
    last: ticks.at(-1),
  };
}

/** All that is told of ticks that come at once. */
function told<R>(
  ticks: readonly Tick[],
  operator: (source: ReturnType<typeof from<Tick[]>>) => { forEach(next: (value: R) => void): unknown },
) {
  const results: R[] = [];
  void operator(from([...ticks])).forEach((result) => results.push(result));
  return results;
}

const ticks$ = fc.array(fc.record({ time: fc.integer({ min: 0, max: 50 }), n: fc.integer({ min: -9, max: 9 }) }), {
  maxLength: 60,
  size: 'max',
});
const sum = { sum: sumOf((n: number) => n) };

describe('rollingWindow', () => {
  it('tells of a window by count what its values amount to', () => {
    fc.assert(
      fc.property(ticks$, fc.integer({ min: 1, max: 20 }), (ticks, count) => {
        const expected = ticks.map((_, index) => naively(ticks.slice(Math.max(0, index + 1 - count), index + 1)));
        expect(told(ticks, rollingWindow({ count, aggregates }))).toEqual(expected);
      }),
    );
  });

  it('tells of a window by time what its values amount to, each no older than the newest before it', () => {
    fc.assert(
      fc.property(ticks$, fc.integer({ min: 0, max: 30 }), (ticks, within) => {
        let newest = Number.NEGATIVE_INFINITY;
        const timed = ticks.map((tick) => ({ tick, at: (newest = Math.max(newest, tick.time)) }));
        const expected = timed.map(({ at }, index) => {
          const inside = timed.slice(0, index).filter((old) => old.at > at - within);
          return naively([...inside.map(({ tick }) => tick), (timed[index] as { tick: Tick }).tick]);
        });
        expect(told(ticks, rollingWindow({ within, aggregates }))).toEqual(expected);
      }),
    );
  });

  it('holds to both bounds at once', () => {
    const ticks = [0, 1, 2, 3, 20, 21].map((time) => ({ time, n: 1 }));
    const counts = told(ticks, rollingWindow({ count: 3, within: 10, aggregates: { count: countOf() } }));
    expect(counts.map(({ count }) => count)).toEqual([1, 2, 3, 3, 1, 2]);
  });

  it('keeps its digits where sums of squares would lose them', () => {
    const ticks = [4, 7, 13, 16].map((n) => ({ time: 0, n: 1e9 + n }));
    const results = told(
      ticks,
      rollingWindow({ count: 4, aggregates: { mean: meanOf(numberOf), deviation: deviationOf(numberOf) } }),
    );
    expect(results.at(-1)).toEqual({ mean: 1e9 + 10, deviation: Math.sqrt(22.5) });
    expect(results[0]).toEqual({ mean: 1e9 + 4, deviation: 0 });
  });

  it('forgets instants that have left, however many there were', () => {
    const ticks = Array.from({ length: 10_000 }, (_, time) => ({ time, n: time }));
    const results = told(
      ticks,
      rollingWindow({ within: 100, aggregates: { count: countOf(), least: minOf(numberOf) } }),
    );
    expect(results.at(-1)).toEqual({ count: 100, least: 9_900 });
  });

  it('takes what has no instant for as old as the newest, and goes on forgetting', () => {
    const ticks = [Number.NaN, 0, Number.NaN, 10].map((time) => ({ time, n: 1 }));
    const counts = told(ticks, rollingWindow({ within: 10, aggregates: { count: countOf() } }));
    expect(counts.map(({ count }) => count)).toEqual([1, 1, 2, 1]);
  });

  it('holds at least the value itself', () => {
    const results = told(
      [
        { time: 0, n: 1 },
        { time: 0, n: 2 },
      ],
      rollingWindow({ count: 0, aggregates: { sum: sumOf(numberOf) } }),
    );
    expect(results).toEqual([{ sum: 1 }, { sum: 2 }]);
  });

  it('counts everything where it has no bound', () => {
    const results = told(
      [1, 2, 3].map((n) => ({ time: 0, n })),
      rollingWindow({ aggregates: { sum: sumOf(numberOf) } }),
    );
    expect(results.map((result) => result.sum)).toEqual([1, 3, 6]);
  });

  it(
    'completes and errors with the source, and starts anew for each subscriber',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const numbers = { 1: 1, 2: 2 };
      const ending$ = cold('-1-2-|', numbers);
      const failing$ = cold('-1-#', numbers);
      const silent$ = cold('-');
      const results = { a: { sum: 1 }, b: { sum: 3 } };
      const summed = rollingWindow({ count: 2, aggregates: sum });
      expectObservable(ending$.pipe(summed)).toBe('-a-b-|', results);
      expectObservable(ending$.pipe(summed)).toBe('-a-b-|', results);
      expectObservable(failing$.pipe(summed)).toBe('-a-#', results);
      expectObservable(silent$.pipe(summed), '^--!').toBe('-');
      expectSubscriptions(ending$.subscriptions).toBe(['^----!', '^----!']);
      expectSubscriptions(failing$.subscriptions).toBe('^--!');
      expectSubscriptions(silent$.subscriptions).toBe('^--!');
    }),
  );

  it(
    'leaves the source when it is left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-1-1-1', { 1: 1 });
      expectObservable(source$.pipe(rollingWindow({ count: 1, aggregates: sum })), '^--!').toBe('-a', {
        a: { sum: 1 },
      });
      expectSubscriptions(source$.subscriptions).toBe('^--!');
    }),
  );

  it(
    'errors with what an option throws',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-1-1', { 1: 1 });
      const wrong = new Error('no number');
      const failing = sumOf<number>(() => {
        throw wrong;
      });
      expectObservable(source$.pipe(rollingWindow({ count: 1, aggregates: { failing } }))).toBe('-#', undefined, wrong);
      expectSubscriptions(source$.subscriptions).toBe('^!');
    }),
  );

  it('takes values that come while one is being told', () => {
    const numbers$ = new Subject<number>();
    const sums: number[] = [];
    numbers$.pipe(rollingWindow({ count: 2, aggregates: sum })).subscribe((result) => {
      sums.push(result.sum);
      if (result.sum === 1) numbers$.next(10);
    });
    numbers$.next(1);
    numbers$.next(100);
    expect(sums).toEqual([1, 11, 110]);
  });

  it(
    'passes a synchronous source whole',
    marbles(({ expectObservable }) => {
      const summed = rollingWindow({ count: 2, aggregates: sum });
      expectObservable(of(1, 2).pipe(summed)).toBe('(ab|)', { a: { sum: 1 }, b: { sum: 3 } });
      expectObservable(concat(of(1), NEVER).pipe(summed)).toBe('a', { a: { sum: 1 } });
      expectObservable(throwError(() => 'e').pipe(summed)).toBe('#', undefined, 'e');
    }),
  );
});
