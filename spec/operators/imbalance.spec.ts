import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { of } from 'rxjs';
import { imbalance } from '../../operators/imbalance.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { bookOf, level } from './bookFigures.ts';

const books = {
  a: bookOf([level(99, 3), level(98, 5)], [level(101, 1), level(102, 1)]),
  b: bookOf([level(99, 1)], []),
  c: bookOf([], [level(101, 1)]),
  n: bookOf([], []),
};

describe('imbalance', () => {
  it(
    'compares the sizes of the best levels, from -1 to 1',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const books$ = cold('                               abcn|', books);
      expectObservable(books$.pipe(imbalance())).toBe('   abcn|', { a: 0.5, b: 1, c: -1, n: undefined });
      expectObservable(books$.pipe(imbalance({ levels: 2 }))).toBe('abcn|', { a: 0.6, b: 1, c: -1, n: undefined });
      expectObservable(books$.pipe(imbalance({ levels: 0 }))).toBe('nnnn|', { n: undefined });
      expectSubscriptions(books$.subscriptions).toBe(['^---!', '^---!', '^---!']);
    }),
  );

  it(
    'errors with the source and leaves it when left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing$ = cold('a#', books);
      const silent$ = cold<never>('-');
      expectObservable(failing$.pipe(imbalance())).toBe('a#', { a: 0.5 });
      expectObservable(silent$.pipe(imbalance()), '^-!').toBe('-');
      expectSubscriptions(silent$.subscriptions).toBe('^-!');
    }),
  );

  it('turns its sign when the sides are swapped', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(sizes, sizes, fc.integer({ min: 1, max: 5 }), (bids, asks, levels) => {
        const told: (number | undefined)[] = [];
        const sides = [bids, asks].map((side) => side.map((size) => level(1, size)));
        const [a = [], b = []] = sides;
        of(bookOf(a, b), bookOf(b, a))
          .pipe(imbalance({ levels }))
          .subscribe((value) => told.push(value));
        const [straight = Number.NaN, swapped = Number.NaN] = told;
        expect(straight + swapped).toBe(0);
        expect(Math.abs(straight)).toBeLessThan(1);
      }),
    );
  });
});
