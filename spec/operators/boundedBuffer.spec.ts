import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { concat, from, map, type Observable, of, range, Subject, take, timer, VirtualTimeScheduler } from 'rxjs';
import { boundedBuffer, type Dropped } from '../../operators/boundedBuffer.ts';
import { type OnOverflow, OverflowError } from '../../operators/overflowError.ts';
import { marbles } from '../../src/testing/index.ts';

const dropped = (count: number): Dropped => ({ kind: 'dropped', count });

/** A dropping buffer, and what stands in the pictures for what was dropped. */
const losing = (onOverflow: 'drop-oldest' | 'drop-newest', size = 2) => ({ size, onOverflow });

describe('boundedBuffer', () => {
  it(
    'works through values in order, one at a time, and drops none while they fit',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('                                                           abc---|');
      const project = (v: string | Dropped) => cold('                                  ---(v|)', { v });
      expectObservable(source$.pipe(boundedBuffer({ ...losing('drop-oldest'), project }))).toBe('---a--b--(c|)');
      expectSubscriptions(source$.subscriptions).toBe('                                ^-----!');
    }),
  );

  it(
    'drops the oldest and says so in their place',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('                        abcde------|');
      const project = (v: string | Dropped) => cold('-----(v|)', { v });
      expectObservable(source$.pipe(boundedBuffer({ ...losing('drop-oldest'), project }))).toBe(
        '                                            -----a----x----d----(e|)',
        { a: 'a', x: dropped(2), d: 'd', e: 'e' },
      );
    }),
  );

  it(
    'drops the newest and says so in their place, be it before the next or after the last',
    marbles(({ cold, expectObservable }) => {
      const project = (v: string | Dropped) => cold('-----(v|)', { v });
      const config = { ...losing('drop-newest', 1), project };
      expectObservable(cold('                        abcd--e----|').pipe(boundedBuffer(config))).toBe(
        '                                            -----a----b----x----(e|)',
        { a: 'a', b: 'b', x: dropped(2), e: 'e' },
      );
      expectObservable(cold('                        abcd-------|').pipe(boundedBuffer(config))).toBe(
        '                                            -----a----b----(x|)',
        { a: 'a', b: 'b', x: dropped(2) },
      );
    }),
  );

  it(
    'errors when told so, leaving source and work',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('abcd--');
      const work$ = cold('  ------|');
      expectObservable(source$.pipe(boundedBuffer({ size: 2, onOverflow: 'error', project: () => work$ }))).toBe(
        '                   ---#',
        {},
        new OverflowError(2),
      );
      expectSubscriptions(source$.subscriptions).toBe('^--!');
      expectSubscriptions(work$.subscriptions).toBe('  ^--!');
    }),
  );

  it(
    'lets nothing wait with a size of 0',
    marbles(({ cold, expectObservable }) => {
      const project = (v: string | Dropped) => cold('--(v|)', { v });
      const outcomes = { a: 'a', d: 'd', x: dropped(1) };
      for (const onOverflow of ['drop-oldest', 'drop-newest'] as const)
        expectObservable(cold('ab----d|').pipe(boundedBuffer({ size: 0, onOverflow, project }))).toBe(
          '                    --a-x---(d|)',
          outcomes,
        );
      const strict = { size: 0, onOverflow: 'error', project: (v: string) => cold('-(v|)', { v }) } as const;
      expectObservable(cold('   a-b|').pipe(boundedBuffer(strict))).toBe('-a-(b|)');
      expectObservable(cold('   (ab)').pipe(boundedBuffer(strict))).toBe('#', {}, new OverflowError(0));
    }),
  );

  it(
    'takes values that are undefined, null or 0 as values',
    marbles(({ expectObservable }) => {
      const project = (value: unknown) => timer(1).pipe(map(() => value));
      const result$ = of(undefined, null, 0).pipe(boundedBuffer({ ...losing('drop-newest'), project }));
      expectObservable(result$).toBe('-uv(w|)', { u: undefined, v: null, w: 0 });
    }),
  );

  it(
    'errors at once with the source, with a work, and with what project throws',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('ab-#');
      const work$ = cold('  ------|');
      const keeping = losing('drop-oldest');
      const fail = (): never => {
        throw new Error('thrown');
      };
      expectObservable(source$.pipe(boundedBuffer({ ...keeping, project: () => work$ }))).toBe('---#');
      expectObservable(cold('a--').pipe(boundedBuffer({ ...keeping, project: () => cold('-#') }))).toBe('-#');
      expectObservable(cold('-a-').pipe(boundedBuffer({ ...keeping, project: fail }))).toBe(
        '-#',
        {},
        new Error('thrown'),
      );
      expectSubscriptions(source$.subscriptions).toBe('^--!');
      expectSubscriptions(work$.subscriptions).toBe('  ^--!');
    }),
  );

  it(
    'completes with a source that is empty, and leaves one that never emits',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const never$ = cold('-');
      const config = { ...losing('drop-oldest'), project: (item: string | Dropped) => of(item) };
      expectObservable(cold('--|').pipe(boundedBuffer(config))).toBe('--|');
      expectObservable(never$.pipe(boundedBuffer(config)), '--!').toBe('-');
      expectSubscriptions(never$.subscriptions).toBe('^-!');
    }),
  );

  it('stops in the middle when it is left from within', () => {
    const seen: unknown[] = [];
    const asked: unknown[] = [];
    const project = (item: number | Dropped) => {
      asked.push(item);
      return of(item);
    };
    range(0, 5)
      .pipe(boundedBuffer({ ...losing('drop-oldest'), project }), take(2))
      .subscribe((item) => seen.push(item));
    expect({ seen, asked }).toEqual({ seen: [0, 1], asked: [0, 1] });
  });

  it('lets what comes while it hands on wait its turn, and counts what does not fit', () => {
    const source$ = new Subject<number>();
    const seen: unknown[] = [];
    const project = (item: number | Dropped): Observable<unknown> => {
      if (item === 0) for (const next of [1, 2, 3]) source$.next(next);
      return of(item);
    };
    source$.pipe(boundedBuffer({ ...losing('drop-newest'), project })).subscribe((item) => seen.push(item));
    source$.next(0);
    expect(seen).toEqual([0, 1, 2, dropped(1)]);
  });

  it('works through ten thousand waiting values with synchronous work in a loop', () => {
    const first$ = new Subject<number>();
    const works = (item: number | Dropped): Observable<unknown> => (item === 0 ? first$ : of(item));
    let seen = 0;
    range(0, 10_000)
      .pipe(boundedBuffer({ ...losing('drop-oldest', 10_000), project: works }))
      .subscribe(() => seen++);
    first$.complete();
    expect(seen).toBe(9_999);
  });

  it('hands over every value or counts it, in its place', () => {
    const policies = fc.constantFrom<OnOverflow>('drop-oldest', 'drop-newest');
    const gaps = fc.array(fc.nat(3), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        policies,
        fc.nat(4),
        gaps,
        fc.array(fc.nat(6), { minLength: 1 }),
        (onOverflow, size, pauses, works) => {
          const scheduler = new VirtualTimeScheduler();
          const source$ = concat(...pauses.map((gap, index) => timer(gap, scheduler).pipe(map(() => index))));
          let next = 0;
          const project = (item: number | Dropped): Observable<unknown> => {
            if (typeof item !== 'number') next += item.count;
            else expect(item).toBe(next++);
            const work = works[next % works.length] ?? 0;
            return work === 0 ? from([item]) : timer(work, scheduler);
          };
          source$.pipe(boundedBuffer({ size, onOverflow, project })).subscribe();
          scheduler.flush();
          expect(next).toBe(pauses.length);
        },
      ),
    );
  });
});
