import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { from, Subject } from 'rxjs';
import { type Latency, latency } from '../../operators/latency.ts';
import { marbles } from '../../src/testing/marbles.ts';

const late = (ms: number, time = 1_000) => ({ time, receivedAt: time + ms });

describe('latency', () => {
  it(
    'tells the last, the least and quantiles of the values that have a venue time',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const values$ = cold<{ time?: number; receivedAt: number }>('a-x-b-|', {
        a: late(20),
        x: { receivedAt: 5 },
        b: late(-10),
      });
      expectObservable(values$.pipe(latency({ quantiles: [0.5, 1] }))).toBe('a---b-|', {
        a: { last: 20, least: 20, quantiles: [20, 20], count: 1 },
        b: { last: -10, least: -10, quantiles: [-10, 20], count: 2 },
      });
      expectSubscriptions(values$.subscriptions).toBe('^-----!');
    }),
  );

  it(
    'errors with the source or with what an option throws, and leaves the source when left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing$ = cold<ReturnType<typeof late>>('#');
      const source$ = cold('a', { a: late(1) });
      const wrong = new Error('no time');
      const throwing = latency({
        timeOf: () => {
          throw wrong;
        },
      });
      expectObservable(failing$.pipe(latency())).toBe('#');
      expectObservable(source$.pipe(throwing)).toBe('#', undefined, wrong);
      expectObservable(source$.pipe(latency()), '^-!').toBe('a', { a: expect.objectContaining({ last: 1 }) });
      expectSubscriptions(source$.subscriptions).toBe(['(^!)', '^-!']);
    }),
  );

  it('takes a part of the window for what it is, though its product is rounded', () => {
    const told: Latency[] = [];
    from(Array.from({ length: 100 }, (_, index) => late(index + 1)))
      .pipe(latency({ quantiles: [0.07, 0.14, 0.55, 0, 1, 2, -1] }))
      .subscribe((value) => told.push(value));
    expect(told.at(-1)?.quantiles).toEqual([7, 14, 55, 1, 100, 100, 1]);
  });

  it('looks at the newest at least, and passes over what has no instant', () => {
    const told: Latency[] = [];
    from([late(3), late(Number.NaN), late(5)])
      .pipe(latency({ count: 0, quantiles: [0.5] }))
      .subscribe((value) => told.push(value));
    expect(told).toEqual([
      { last: 3, least: 3, quantiles: [3], count: 1 },
      { last: 5, least: 5, quantiles: [5], count: 1 },
    ]);
  });

  it(
    'starts anew for each subscriber, and takes values that come while one is told',
    marbles(({ cold, expectObservable }) => {
      const latency$ = cold('a-|', { a: late(4) }).pipe(latency({ quantiles: [] }));
      const a = { last: 4, least: 4, quantiles: [], count: 1 };
      expectObservable(latency$).toBe('a-|', { a });
      expectObservable(latency$, '--^').toBe('--a-|', { a });
      const values$ = new Subject<ReturnType<typeof late>>();
      const told: number[] = [];
      values$.pipe(latency()).subscribe(({ last }) => {
        told.push(last);
        if (last === 1) values$.next(late(2));
      });
      values$.next(late(1));
      expect(told).toEqual([1, 2]);
    }),
  );

  it('tells the same as sorting the window each time', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 500 }), { minLength: 1, maxLength: 80, size: 'max' }),
        fc.integer({ min: 1, max: 30 }),
        fc.array(part, { maxLength: 4 }),
        (delays, count, quantiles) => {
          const told: Latency[] = [];
          from(delays.map((ms) => late(ms)))
            .pipe(latency({ count, quantiles }))
            .subscribe((value) => told.push(value));
          const expected = delays.map((last, index) => {
            const window = delays.slice(Math.max(0, index + 1 - count), index + 1).sort((a, b) => a - b);
            const quantileOf = (q: number) =>
              window.find((ms) => window.filter((x) => x <= ms).length >= q * window.length - 1e-9);
            return { last, least: window[0], quantiles: quantiles.map(quantileOf), count: window.length };
          });
          expect(told).toEqual(expected);
        },
      ),
    );
  });
});
