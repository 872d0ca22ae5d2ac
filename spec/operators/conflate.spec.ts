import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { concat, from, map, type Observable, of, Subject, take, tap, timer, VirtualTimeScheduler } from 'rxjs';
import { conflate } from '../../operators/conflate.ts';
import { marbles } from '../../src/testing/index.ts';

describe('conflate', () => {
  it(
    'works on the first value at once, and on the latest as soon as it is done',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('       a-bc------d-|');
      const work$ = (v: string) => cold('---(v|)', { v });
      const result$ = source$.pipe(conflate({ project: work$ }));
      expectObservable(result$).toBe('---a--c------(d|)');
      expectSubscriptions(source$.subscriptions).toBe('^-----------!');
    }),
  );

  it(
    'hands along how many values were swallowed',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('abcd---e|');
      const project = (value: string, swallowed: number) => timer(3).pipe(map(() => value + swallowed));
      expectObservable(source$.pipe(conflate({ project }))).toBe('---a--d---(e|)', { a: 'a0', d: 'd2', e: 'e0' });
    }),
  );

  it(
    'merges what waits, oldest first',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('abcd|');
      const project = (v: string) => cold('----(v|)', { v });
      const merge = (held: string, next: string): string => held + next;
      expectObservable(source$.pipe(conflate({ project, merge }))).toBe('----a---(m|)', { a: 'a', m: 'bcd' });
    }),
  );

  it(
    'passes all that a work emits',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('                                   a---b-|');
      const project = (v: string) => cold('                    v-(w|)', { v, w: v.toUpperCase() });
      expectObservable(source$.pipe(conflate({ project }))).toBe('a-A-b-(B|)');
    }),
  );

  it(
    'treats values that are undefined, null, 0 and empty like any other',
    marbles(({ expectObservable }) => {
      const project = (value: unknown) => timer(2).pipe(map(() => value));
      expectObservable(of(undefined, null, undefined).pipe(conflate({ project }))).toBe('--a-(b|)', {
        a: undefined,
        b: undefined,
      });
      expectObservable(of(0, '').pipe(conflate({ project }))).toBe('--a-(b|)', { a: 0, b: '' });
    }),
  );

  it(
    'completes with a source that brings nothing, and stays silent with one that never does',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const empty$ = cold('---|');
      const never$ = cold('-');
      const project = (v: string) => of(v);
      expectObservable(empty$.pipe(conflate({ project }))).toBe('---|');
      expectObservable(never$.pipe(conflate({ project })), '^--!').toBe('-');
      expectSubscriptions(never$.subscriptions).toBe('^--!');
    }),
  );

  it(
    'errors at once with the source and leaves the work',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('ab-#');
      const work$ = cold('-----|');
      expectObservable(source$.pipe(conflate({ project: () => work$ }))).toBe('---#');
      expectSubscriptions(work$.subscriptions).toBe('^--!');
    }),
  );

  it(
    'errors at once with a work and leaves the source',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('ab-----');
      expectObservable(source$.pipe(conflate({ project: () => cold('--#') }))).toBe('--#');
      expectSubscriptions(source$.subscriptions).toBe('^-!');
    }),
  );

  it(
    'errors with what project throws and leaves the source',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-a-----');
      const project = (): never => {
        throw new Error('thrown');
      };
      expectObservable(source$.pipe(conflate({ project }))).toBe('-#', {}, new Error('thrown'));
      expectSubscriptions(source$.subscriptions).toBe('^!');
    }),
  );

  it(
    'errors with what merge throws',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('abc----');
      const merge = (): string => {
        throw new Error('thrown');
      };
      expectObservable(source$.pipe(conflate({ project: () => cold('-----|'), merge }))).toBe(
        '--#',
        {},
        new Error('thrown'),
      );
      expectSubscriptions(source$.subscriptions).toBe('^-!');
    }),
  );

  it(
    'leaves source and work when it is left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('ab-----');
      const work$ = cold('-----|');
      expectObservable(source$.pipe(conflate({ project: () => work$ })), '---!').toBe('----');
      expectSubscriptions(source$.subscriptions).toBe('^--!');
      expectSubscriptions(work$.subscriptions).toBe('^--!');
    }),
  );

  it('stops a synchronous work when it is left from within', () => {
    let made = 0;
    const numbers$ = from(
      (function* () {
        for (;;) yield made++;
      })(),
    );
    const seen: number[] = [];
    of('a')
      .pipe(conflate({ project: () => numbers$ }), take(3))
      .subscribe((n) => seen.push(n));
    expect({ seen, made }).toEqual({ seen: [0, 1, 2], made: 3 });
  });

  it('lets what comes while it hands on wait its turn', () => {
    const source$ = new Subject<number>();
    const log: string[] = [];
    const project = (value: number): Observable<number> => {
      log.push(`work on ${value}`);
      if (value === 0) for (const next of [1, 2]) source$.next(next);
      return of(value).pipe(tap(() => log.push(`done with ${value}`)));
    };
    source$
      .pipe(conflate({ project }))
      .subscribe({ next: (value) => value === 2 && source$.next(3), complete: () => log.push('complete') });
    source$.next(0);
    source$.complete();
    expect(log).toEqual([
      'work on 0',
      'done with 0',
      'work on 2',
      'done with 2',
      'work on 3',
      'done with 3',
      'complete',
    ]);
  });

  it('hands over the latest in the end, in order, and accounts for every one', () => {
    const pauses = fc.array(fc.nat(4), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(pauses, fc.array(fc.nat(6), { minLength: 1 }), (gaps, works) => {
        const scheduler = new VirtualTimeScheduler();
        const source$ = concat(...gaps.map((gap, index) => timer(gap, scheduler).pipe(map(() => index))));
        const seen: number[] = [];
        let swallowedInAll = 0;
        const project = (value: number, swallowed: number): Observable<number> => {
          swallowedInAll += swallowed;
          const work = works[value % works.length] ?? 0;
          return work === 0 ? of(value) : timer(work, scheduler).pipe(map(() => value));
        };
        source$.pipe(conflate({ project })).subscribe((value) => seen.push(value));
        scheduler.flush();
        expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
        expect(seen.at(-1)).toBe(gaps.length - 1);
        expect(seen.length + swallowedInAll).toBe(gaps.length);
      }),
    );
  });

  it('works through ten thousand values with synchronous work in a loop', () => {
    const source$ = new Subject<number>();
    let seen = 0;
    source$.pipe(conflate({ project: (value) => of(value) })).subscribe((value) => {
      seen++;
      if (value < 10_000) source$.next(value + 1);
    });
    source$.next(1);
    expect(seen).toBe(10_000);
  });
});
