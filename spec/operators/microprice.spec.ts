import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { of } from 'rxjs';
import { microprice } from '../../operators/microprice.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { bookOf, level } from './bookFigures.ts';

describe('microprice', () => {
  it(
    'leans to the side with less size, and is unknown while a side is empty',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const books$ = cold('a-b-c-|', {
        a: bookOf([level(100, 3)], [level(104, 1)]),
        b: bookOf([level(100, 1)], [level(104, 1)]),
        c: bookOf([level(100, 1)], []),
      });
      expectObservable(books$.pipe(microprice())).toBe('a-b-c-|', { a: 103, b: 102, c: undefined });
      expectSubscriptions(books$.subscriptions).toBe('^-----!');
    }),
  );

  it(
    'errors with the source and leaves it when left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing$ = cold<never>('#');
      const silent$ = cold<never>('-');
      expectObservable(failing$.pipe(microprice())).toBe('#');
      expectObservable(silent$.pipe(microprice()), '^-!').toBe('-');
      expectSubscriptions(silent$.subscriptions).toBe('^-!');
    }),
  );

  it('knows no price where neither side has a size, and none past the ask', () => {
    const told: (number | undefined)[] = [];
    of(
      bookOf([level(100, 0)], [level(104, 0)]),
      bookOf([level(0.7, 1)], [level(0.8, 0)]),
      bookOf([level(0.03, 1)], [level(0.29, 0)]),
    )
      .pipe(microprice())
      .subscribe((value) => told.push(value));
    expect(told).toStrictEqual([undefined, 0.8, 0.29]);
  });

  it('never leaves the spread', () => {
    const size = fc.double({ min: 1e-8, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 1e-8, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e3, noNaN: true }),
        size,
        size,
        (bid, spread, a, b) => {
          let price: number | undefined;
          of(bookOf([level(bid, a)], [level(bid + spread, b)]))
            .pipe(microprice())
            .subscribe((value) => {
              price = value;
            });
          expect(price).toBeGreaterThanOrEqual(bid);
          expect(price).toBeLessThanOrEqual(bid + spread);
        },
      ),
    );
  });
});
