import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { from, Subject } from 'rxjs';
import { topOfBook, type TopOfBook } from '../../operators/topOfBook.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { bookOf, level } from './bookFigures.ts';

const [bid, ask, smaller] = [level(99, 1), level(101, 2), level(101, 1)];
const books = {
  a: bookOf([bid, level(98, 1)], [ask]),
  d: bookOf([level(99, 1), level(98, 7)], [level(101, 2)]),
  s: bookOf([bid], [smaller]),
  n: bookOf([], [smaller]),
};
const tops: Record<string, TopOfBook> = { a: { bid, ask }, s: { bid, ask: smaller }, n: { ask: smaller } };

describe('topOfBook', () => {
  it(
    'tells the best levels when one of them changes in price or size, or goes',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const books$ = cold('               a-d-s-d-n-n-|', books);
      expectObservable(books$.pipe(topOfBook())).toBe('a---s-a-n---|', tops);
      expectSubscriptions(books$.subscriptions).toBe('^-----------!');
    }),
  );

  it(
    'errors with the source, never speaks of its own, and leaves it when left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing$ = cold('a-#', books);
      const silent$ = cold<never>(' -');
      expectObservable(failing$.pipe(topOfBook())).toBe('a-#', tops);
      expectObservable(silent$.pipe(topOfBook()), '^--!').toBe('-');
      expectSubscriptions(failing$.subscriptions).toBe('^-!');
      expectSubscriptions(silent$.subscriptions).toBe('^--!');
    }),
  );

  it(
    'starts anew for each subscriber',
    marbles(({ cold, expectObservable }) => {
      const top$ = cold('(ad|)', books).pipe(topOfBook());
      expectObservable(top$).toBe('(a|)', tops);
      expectObservable(top$, '--^').toBe('--(a|)', tops);
    }),
  );

  it('takes books that come while one is being told', () => {
    const books$ = new Subject<(typeof books)[keyof typeof books]>();
    const told: TopOfBook[] = [];
    books$.pipe(topOfBook()).subscribe((top) => {
      told.push(top);
      if (told.length === 1) books$.next(books.s);
    });
    books$.next(books.a);
    books$.next(books.s);
    expect(told).toEqual([tops['a'], tops['s']]);
  });

  it('tells the top of each book, but for those that repeat the one before', () => {
    const side = fc.array(fc.record({ price: fc.integer({ min: 1, max: 2 }), size: fc.integer({ min: 1, max: 2 }) }), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(side, side)), (sides) => {
        const all = sides.map((both) => both.map((levels) => levels.map(({ price, size }) => level(price, size))));
        const told: TopOfBook[] = [];
        from(all.map(([bids = [], asks = []]) => bookOf(bids, asks)))
          .pipe(topOfBook())
          .subscribe((top) => told.push(top));
        const each = all.map((both) => JSON.stringify(both.map(([best]) => best ?? null)));
        const shown = told.map(({ bid: best, ask: other }) => JSON.stringify([best ?? null, other ?? null]));
        expect(shown).toEqual(each.filter((top, index) => top !== each[index - 1]));
      }),
    );
  });
});
