import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { from, Subject, take } from 'rxjs';
import { vwap } from '../../operators/vwap.ts';
import { marbles } from '../../src/testing/marbles.ts';

const trade = (price: number, size: number, time = 0) => ({ price, size, time });

describe('vwap', () => {
  it(
    'weighs prices by size, since subscription',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const trades$ = cold('a-b-(c|)', { a: trade(100, 1), b: trade(103, 2), c: trade(99, 3) });
      expectObservable(trades$.pipe(vwap())).toBe('a-b-(c|)', { a: 100, b: 102, c: 100.5 });
      expectSubscriptions(trades$.subscriptions).toBe('^---!');
    }),
  );

  it(
    'forgets what has left its window',
    marbles(({ cold, expectObservable }) => {
      const trades$ = cold('ab-c-#', { a: trade(100, 1, 0), b: trade(102, 1, 999), c: trade(110, 1, 1_000) });
      expectObservable(trades$.pipe(vwap({ within: 1_000 }))).toBe('ab-c-#', { a: 100, b: 101, c: 106 });
      expectObservable(trades$.pipe(vwap({ count: 1 }))).toBe('     ab-c-#', { a: 100, b: 102, c: 110 });
    }),
  );

  it(
    'tells nothing while nothing was traded',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const trades$ = cold('a-b', { a: trade(100, 0), b: trade(103, 2) });
      expectObservable(trades$.pipe(vwap()), '^---!').toBe('--b', { b: 103 });
      expectSubscriptions(trades$.subscriptions).toBe('^---!');
    }),
  );

  it(
    'never speaks of its own, starts anew for each subscriber, and leaves a source it has had enough of',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const silent$ = cold<ReturnType<typeof trade>>('-');
      const source$ = cold('(ab)--|', { a: trade(100, 1), b: trade(102, 1) });
      expectObservable(silent$.pipe(vwap()), '^--!').toBe('-');
      expectObservable(source$.pipe(vwap())).toBe('(ab)--|', { a: 100, b: 101 });
      expectObservable(source$.pipe(vwap(), take(1)), '--^').toBe('--(a|)', { a: 100 });
      expectSubscriptions(silent$.subscriptions).toBe('^--!');
      expectSubscriptions(source$.subscriptions).toBe(['^-----!', '--(^!)']);
    }),
  );

  it('takes trades that come while a price is told, and errors with what cannot be read', () => {
    const trades$ = new Subject<ReturnType<typeof trade>>();
    const told: unknown[] = [];
    trades$.pipe(vwap()).subscribe({
      next: (price) => {
        told.push(price);
        if (told.length === 1) trades$.next(trade(102, 1));
      },
      error: (error) => told.push(error),
    });
    trades$.next(trade(100, 1));
    trades$.next(undefined as never);
    expect(told).toEqual([100, 101, expect.any(TypeError)]);
  });

  it('lies between the least and the greatest price', () => {
    const trades = fc.array(
      fc.record({ price: fc.integer({ min: 1, max: 1e6 }), size: fc.integer({ min: 1, max: 1e6 }), time: fc.nat() }),
      { minLength: 1, maxLength: 60, size: 'max' },
    );
    fc.assert(
      fc.property(trades, (all) => {
        const prices: number[] = [];
        from(all)
          .pipe(vwap())
          .subscribe((price) => prices.push(price));
        const tolerance = 1e-9;
        const [least, most] = [Math.min(...all.map(({ price }) => price)), Math.max(...all.map(({ price }) => price))];
        expect(prices).toHaveLength(all.length);
        expect(prices.every((price) => price >= least * (1 - tolerance) && price <= most * (1 + tolerance))).toBe(true);
      }),
    );
  });
});
