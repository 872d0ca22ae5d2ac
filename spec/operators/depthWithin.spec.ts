import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { of } from 'rxjs';
import { type DepthWithin, depthWithin } from '../../operators/depthWithin.ts';
import type { Level } from '../../src/model/orderBook.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { bookOf, level } from './bookFigures.ts';

const book = bookOf(
  [level(9_999, 2), level(9_990, 5), level(9_980, 9)],
  [level(10_001, 1), level(10_010, 4), level(10_020, 9)],
);
const depth = (bidSize: number, askSize: number, bidValue: number, askValue: number, complete: boolean) => ({
  bidSize,
  askSize,
  bidValue,
  askValue,
  complete,
});

describe('depthWithin', () => {
  it(
    'sums what lies within the bound, the bound included, and tells whether the book reached past it',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const books$ = cold('a-n|', { a: book, n: bookOf([level(1, 1)], []) });
      const a = depth(7, 5, 2 * 9_999 + 5 * 9_990, 10_001 + 4 * 10_010, true);
      expectObservable(books$.pipe(depthWithin({ basisPoints: 10 }))).toBe('a-n|', { a, n: undefined });
      expectObservable(books$.pipe(depthWithin({ basisPoints: 0 }))).toBe('a-n|', {
        a: depth(0, 0, 0, 0, true),
        n: undefined,
      });
      expectObservable(books$.pipe(depthWithin({ basisPoints: 9_000 }))).toBe('a-n|', {
        a: expect.objectContaining({ bidSize: 16, askSize: 14, complete: false }),
        n: undefined,
      });
      expectSubscriptions(books$.subscriptions).toBe(['^--!', '^--!', '^--!']);
    }),
  );

  it(
    'errors with the source and leaves it when left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing$ = cold<never>('#');
      const silent$ = cold<never>('-');
      expectObservable(failing$.pipe(depthWithin({ basisPoints: 1 }))).toBe('#');
      expectObservable(silent$.pipe(depthWithin({ basisPoints: 1 })), '^-!').toBe('-');
      expectSubscriptions(silent$.subscriptions).toBe('^-!');
    }),
  );

  it.each([
    [100, 1, 99.99, 100.01],
    [0.3, 10, 0.2997, 0.3003],
    [64_000.05, 10, 63_936.04995, 64_064.05005],
  ])('counts the bound itself, however its digits are rounded (%d, %d bp)', (mid, basisPoints, bid, ask) => {
    const told: (DepthWithin | undefined)[] = [];
    of({ ...bookOf([level(bid, 1)], [level(ask, 1)]), mid })
      .pipe(depthWithin({ basisPoints }))
      .subscribe((value) => told.push(value));
    expect(told).toEqual([expect.objectContaining({ bidSize: 1, askSize: 1 })]);
  });

  it('sums the same as one look at all levels, however many there are', () => {
    const side = (sign: 1 | -1) =>
      fc
        .uniqueArray(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 120, size: 'max' })
        .map((ticks) => ticks.sort((a, b) => a - b).map((tick) => level(10_000 + sign * tick, tick)));
    fc.assert(
      fc.property(side(-1), side(1), fc.integer({ min: 0, max: 3_000 }), (bids, asks, basisPoints) => {
        const view = bookOf(bids, asks);
        const within = ({ price }: Level): boolean =>
          Math.abs(price - (view.mid ?? 0)) <= ((view.mid ?? 0) * basisPoints) / 10_000;
        let told: DepthWithin | undefined;
        of(view)
          .pipe(depthWithin({ basisPoints }))
          .subscribe((value) => {
            told = value;
          });
        const sum = (levels: readonly Level[]): number =>
          levels.filter(within).reduce((all, { size }) => all + size, 0);
        expect(told).toMatchObject({
          bidSize: sum(bids),
          askSize: sum(asks),
          complete: !bids.every(within) && !asks.every(within),
        });
      }),
    );
  });
});
