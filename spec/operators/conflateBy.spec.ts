import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { concat, map, type Observable, of, timer, VirtualTimeScheduler } from 'rxjs';
import { conflateBy } from '../../operators/conflateBy.ts';
import { marbles } from '../../src/testing/index.ts';

/** Lower and upper case are of one key. */
const letter = (value: string): string => value.toLowerCase();

describe('conflateBy', () => {
  it(
    'keeps the latest of each key, served in the order in which the keys began to wait',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('                                               xabBA------|');
      const project = (v: string) => cold('                                -----(v|)', { v });
      expectObservable(source$.pipe(conflateBy(letter, { project }))).toBe('-----x----A----(B|)');
      expectSubscriptions(source$.subscriptions).toBe('                     ^----------!');
    }),
  );

  it(
    'lets a key that was served go to the end of the line',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('                                               xab-A----|');
      const project = (v: string) => cold('                                ---(v|)', { v });
      expectObservable(source$.pipe(conflateBy(letter, { project }))).toBe('---x--a--b--(A|)');
    }),
  );

  it(
    'merges by key and hands along how many were swallowed',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('xabBA|');
      const project = (value: string, swallowed: number) => timer(5).pipe(map(() => value + swallowed));
      const merge = (held: string, next: string): string => held + next;
      expectObservable(source$.pipe(conflateBy(letter, { project, merge }))).toBe('-----x----a----(b|)', {
        x: 'x0',
        a: 'aA1',
        b: 'bB1',
      });
    }),
  );

  it(
    'takes any key, undefined too',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('abc|');
      const project = (v: string) => timer(3).pipe(map(() => v));
      expectObservable(source$.pipe(conflateBy(() => undefined, { project }))).toBe('---a--(c|)');
    }),
  );

  it(
    'errors with what keyOf throws and leaves source and work',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('ab---');
      const work$ = cold('  -----|');
      const keyOf = (value: string): string => {
        if (value === 'b') throw new Error('thrown');
        return value;
      };
      expectObservable(source$.pipe(conflateBy(keyOf, { project: () => work$ }))).toBe('-#', {}, new Error('thrown'));
      expectSubscriptions(source$.subscriptions).toBe('^!');
      expectSubscriptions(work$.subscriptions).toBe('^!');
    }),
  );

  it(
    'errors with the source, completes with one that is empty, and leaves one that never emits',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const project = (value: string) => of(value);
      const never$ = cold('-');
      expectObservable(cold('a-#').pipe(conflateBy(letter, { project }))).toBe('a-#');
      expectObservable(cold('--|').pipe(conflateBy(letter, { project }))).toBe('--|');
      expectObservable(never$.pipe(conflateBy(letter, { project })), '--!').toBe('-');
      expectSubscriptions(never$.subscriptions).toBe('^-!');
    }),
  );

  it(
    'begins anew with each subscriber',
    marbles(({ expectObservable }) => {
      const result$ = of('a', 'b', 'B').pipe(conflateBy(letter, { project: (v) => timer(2).pipe(map(() => v)) }));
      expectObservable(result$).toBe('          --a-(B|)');
      expectObservable(result$, '---^').toBe('  -----a-(B|)');
    }),
  );

  it('hands over the latest of every key in the end and starves none', () => {
    const values = fc.array(fc.record({ key: fc.nat(4), gap: fc.nat(3) }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.nat(6), (arrivals, work) => {
        const scheduler = new VirtualTimeScheduler();
        const source$ = concat(
          ...arrivals.map(({ key, gap }, index) => timer(gap, scheduler).pipe(map(() => ({ key, index })))),
        );
        const seen: { key: number; index: number }[] = [];
        let accounted = 0;
        const waits = new Map<number, number>();
        const project = (value: { key: number; index: number }, swallowed: number): Observable<unknown> => {
          accounted += swallowed + 1;
          seen.push(value);
          waits.delete(value.key);
          for (const [key, turns] of waits) waits.set(key, turns + 1);
          return timer(work, scheduler);
        };
        source$
          .pipe(
            map((value) => {
              if (!waits.has(value.key)) waits.set(value.key, 0);
              return value;
            }),
            conflateBy(({ key }) => key, { project }),
          )
          .subscribe(() => expect(Math.max(0, ...waits.values())).toBeLessThanOrEqual(5));
        scheduler.flush();
        expect(accounted).toBe(arrivals.length);
        for (const { key } of arrivals)
          expect(seen.findLast((each) => each.key === key)?.index).toBe(
            arrivals.findLastIndex((each) => each.key === key),
          );
      }),
    );
  });
});
