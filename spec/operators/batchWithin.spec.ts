import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  concat,
  concatMap,
  EMPTY,
  from,
  map,
  NEVER,
  type Observable,
  of,
  Subject,
  take,
  throwError,
  timer,
  toArray,
  VirtualTimeScheduler,
} from 'rxjs';
import { type BatchWithinConfig, batchWithin } from '../../operators/batchWithin.ts';
import { marbles } from '../../src/testing/index.ts';

const texts = (config: BatchWithinConfig<string>) => (source: Observable<string>) =>
  source.pipe(
    batchWithin(config),
    map((batch) => batch.join('')),
  );

/** Batches by the letter that stands for them in the pictures. */
const named = { x: 'ab', y: 'abc', z: 'd', c: 'c', A: 'a', B: 'b', C: 'cd', E: 'e' };

describe('batchWithin', () => {
  it(
    'closes a batch by its time, its count, or completion, whichever comes first',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                      a-b-----abcd|');
      expectObservable(source$.pipe(texts({ time: 4, count: 3, scheduler }))).toBe('----x-----y-(z|)', named);
      expectSubscriptions(source$.subscriptions).toBe('                           ^-----------!');
    }),
  );

  it(
    'counts the time from the first value of each batch',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                              a-b---c-d---|');
      expectObservable(source$.pipe(texts({ time: 4, scheduler }))).toBe('----x-----C-|', named);
    }),
  );

  it(
    'starts the time anew when a batch was closed before',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                        a-bc----');
      expectObservable(source$.pipe(texts({ time: 4, count: 2, scheduler }))).toBe('--x----c', named);
    }),
  );

  it(
    'gathers with a time of 0 what comes in one go',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                              (ab)-c-');
      expectObservable(source$.pipe(texts({ time: 0, scheduler }))).toBe('x----c-', named);
    }),
  );

  it(
    'closes a batch that is full, or that a value does not fit into',
    marbles(({ cold, expectObservable, scheduler }) => {
      const sizes = { a: 2, b: 3, c: 4, d: 1, e: 9 } as const;
      const sizeOf = (value: string): number => sizes[value as keyof typeof sizes];
      const source$ = cold('                                                                    a-b-c-d-e-a-|');
      expectObservable(source$.pipe(texts({ bytes: 5, sizeOf, scheduler }))).toBe(
        '             --x---C-E---(A|)',
        named,
      );
      expectObservable(source$.pipe(texts({ bytes: 7, overhead: 2, sizeOf, scheduler }))).toBe(
        '--x---C-E---(A|)',
        named,
      );
      expectObservable(source$.pipe(texts({ bytes: 4, sizeOf, scheduler }))).toBe(
        '             --A-(Bc)(zE)(A|)',
        named,
      );
    }),
  );

  it(
    'makes a batch of its own of a value too big for any',
    marbles(({ cold, expectObservable, scheduler }) => {
      const sizeOf = (value: string): number => (value === 'b' ? 100 : 1);
      const source$ = cold('                                                            a-b---c|');
      expectObservable(source$.pipe(texts({ bytes: 10, sizeOf, scheduler }))).toBe('    --(AB)-(c|)', named);
    }),
  );

  it(
    'emits one batch at completion without bounds, and none of nothing',
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('a-b-c-|').pipe(texts({}))).toBe('------(y|)', named);
      expectObservable(EMPTY.pipe(texts({ time: 1 }))).toBe('|');
      expectObservable(NEVER.pipe(texts({ count: 1 }))).toBe('-');
    }),
  );

  it(
    'takes values that come on subscribe',
    marbles(({ expectObservable, scheduler }) => {
      expectObservable(of('a', 'b', 'c', 'd').pipe(texts({ time: 2, count: 3, scheduler }))).toBe('(yz|)', named);
    }),
  );

  it(
    'passes an error at once, and loses the open batch',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                         abc#', undefined, 'lost');
      expectObservable(source$.pipe(texts({ time: 9, count: 2, scheduler }))).toBe('-x-#', named, 'lost');
      expectSubscriptions(source$.subscriptions).toBe('                              ^--!');
      const now$ = concat(
        of('a'),
        throwError(() => 'lost'),
      );
      expectObservable(now$.pipe(texts({ time: 9, scheduler }))).toBe('#', {}, 'lost');
    }),
  );

  it(
    'errors with what sizeOf throws',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const sizeOf = (): number => {
        throw new RangeError('mine');
      };
      const source$ = cold('                                          -a-');
      expectObservable(source$.pipe(texts({ bytes: 1, sizeOf }))).toBe('-#', {}, new RangeError('mine'));
      expectSubscriptions(source$.subscriptions).toBe('               ^!');
    }),
  );

  it(
    'stops when unsubscribed, from within too',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                         ab---');
      expectObservable(source$.pipe(texts({ time: 4, scheduler })), '                ^--!').toBe('----');
      expectObservable(source$.pipe(texts({ count: 2, scheduler }), take(1))).toBe(' -(x|)', named);
      expectSubscriptions(source$.subscriptions).toBe(['                             ^--!', '^!']);
    }),
  );

  it('puts what comes while a batch is handed on into the next, and keeps their order', () => {
    const source$ = new Subject<string>();
    const batches: string[] = [];
    source$.pipe(texts({ bytes: 3, sizeOf: (value) => value.length })).subscribe((batch) => {
      batches.push(batch);
      if (batch === 'a') source$.next('late!');
    });
    source$.next('a');
    source$.next('long');
    expect(batches).toEqual(['a', 'long', 'late!']);
  });

  it('runs on real timers unless told otherwise', () => {
    const subscription = of('a')
      .pipe(
        concatMap(() => NEVER),
        batchWithin({ time: 60_000 }),
      )
      .subscribe();
    expect(subscription.closed).toBe(false);
    subscription.unsubscribe();
  });

  it('loses, doubles and moves nothing, and keeps to its bounds', () => {
    const value = fc.record({ at: fc.nat(60), size: fc.nat(12) });
    const bounds = fc.record({
      time: fc.nat(10),
      count: fc.integer({ min: 1, max: 6 }),
      bytes: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 40, size: 'max' }),
        bounds,
        fc.nat(4),
        (unsorted, { time, count, bytes }, overhead) => {
          const values = unsorted.toSorted((a, b) => a.at - b.at);
          const scheduler = new VirtualTimeScheduler();
          const source$ = from(values).pipe(
            concatMap((each) => timer(each.at - scheduler.now(), scheduler).pipe(map(() => each))),
          );
          const batches: (typeof values)[] = [];
          const emitted$ = source$.pipe(
            batchWithin({ time, count, bytes, overhead, sizeOf: ({ size }) => size, scheduler }),
          );
          emitted$
            .pipe(
              map((batch) => {
                const first = batch[0]?.at ?? Number.NaN;
                expect(scheduler.now()).toBeLessThanOrEqual(first + time);
                return batch;
              }),
              toArray(),
            )
            .subscribe((all) => batches.push(...all));
          scheduler.flush();
          expect(batches.flat()).toEqual(values);
          for (const batch of batches) {
            expect(batch.length).toBeGreaterThan(0);
            expect(batch.length).toBeLessThanOrEqual(count);
            const size = batch.reduce((total, each) => total + each.size, overhead);
            if (batch.length > 1) expect(size).toBeLessThanOrEqual(bytes);
          }
        },
      ),
    );
  });
});
