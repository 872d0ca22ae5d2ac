import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { concat, defer, EMPTY, map, of, retry, Subject, take, timer, VirtualTimeScheduler } from 'rxjs';
import { dedupe } from '../../operators/dedupe.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { marbles } from '../../src/testing/index.ts';
import { data, live, stale } from './feedEvents.ts';

const keyOf = (value: string): string => value.toLowerCase();

describe('dedupe', () => {
  it(
    'drops values whose key was seen among the last ones',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('                                           abAc-aBb|');
      // c pushes a out, the a after it b.
      expectObservable(source$.pipe(dedupe({ keyOf, window: 2 }))).toBe('ab-c-aB-|');
      expectSubscriptions(source$.subscriptions).toBe('                ^-------!');
    }),
  );

  it(
    'lets a copy renew nothing',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('                                           abAAca|');
      expectObservable(source$.pipe(dedupe({ keyOf, window: 2 }))).toBe('ab--ca|');
    }),
  );

  it(
    'remembers across the reconnects of what stands before it',
    marbles(({ cold, expectObservable }) => {
      const attempts = [cold<string>('ab#'), cold<string>('bc|')];
      let next = 0;
      const reconnecting$ = defer(() => attempts[next++] ?? EMPTY).pipe(retry(1));
      expectObservable(reconnecting$.pipe(dedupe({ keyOf, window: 9 }))).toBe('ab-c|');
    }),
  );

  it(
    'forgets a key after the time it is told',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                          a-b--aab-------b|');
      expectObservable(source$.pipe(dedupe({ keyOf, window: 9, within: 4, scheduler }))).toBe('a-b--a-b-------b|');
      expectObservable(source$.pipe(dedupe({ keyOf, window: 1, within: 99, scheduler }))).toBe('a-b--a-b--------|');
    }),
  );

  it(
    'times by the monotonic side of the clock given',
    marbles(({ cold, expectObservable, scheduler }) => {
      const clock = { wall: () => scheduler.now(), monotonic: () => 0 };
      const source$ = cold('                                                      a-------a|');
      expectObservable(source$.pipe(dedupe({ keyOf, window: 9, within: 4, clock }))).toBe('a--------|');
    }),
  );

  it(
    'passes what has no key, so that trust passes',
    marbles(({ cold, expectObservable }) => {
      const values = { L: live(), S: stale('silence', 0), a: data('a') };
      const source$ = cold<FeedEvent<string>>('LaSLaSL|', values);
      const operator = dedupe({
        keyOf: (event: FeedEvent<string>) => (event.kind === 'data' ? event.value : undefined),
        window: 9,
      });
      expectObservable(source$.pipe(operator)).toBe('LaSL-SL|', values);
    }),
  );

  it(
    'takes 0, null, NaN and empty text as keys, and remembers nothing with a window of 0',
    marbles(({ expectObservable }) => {
      const keys$ = of(0, null, Number.NaN, '', 0, null, Number.NaN, '');
      const keys = { a: 0, b: null, c: Number.NaN, d: '' };
      expectObservable(keys$.pipe(dedupe({ keyOf: (key) => key, window: 4 }))).toBe('(abcd|)', keys);
      expectObservable(of('a', 'a').pipe(dedupe({ keyOf, window: 0 }))).toBe('(aa|)');
    }),
  );

  it(
    'errors with the source and with what keyOf throws, completes with an empty source, leaves one that never emits',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const never$ = cold<string>('-');
      const source$ = cold<string>('-a');
      const fail = (): never => {
        throw new Error('thrown');
      };
      expectObservable(cold('a-#').pipe(dedupe({ keyOf, window: 1 }))).toBe('a-#');
      expectObservable(source$.pipe(dedupe({ keyOf: fail, window: 1 }))).toBe('-#', {}, new Error('thrown'));
      expectObservable(cold('--|').pipe(dedupe({ keyOf, window: 1 }))).toBe('--|');
      expectObservable(never$.pipe(dedupe({ keyOf, window: 1 })), '--!').toBe('-');
      expectObservable(of('a', 'A', 'b').pipe(dedupe({ keyOf, window: 1 }), take(1))).toBe('(a|)');
      expectSubscriptions(source$.subscriptions).toBe('^!');
      expectSubscriptions(never$.subscriptions).toBe(' ^-!');
    }),
  );

  it('drops a copy that comes while the value is handed on', () => {
    const source$ = new Subject<string>();
    const seen: string[] = [];
    source$.pipe(dedupe({ keyOf, window: 1 })).subscribe((value) => {
      seen.push(value);
      source$.next(value.toUpperCase());
    });
    source$.next('a');
    expect(seen).toEqual(['a']);
  });

  it('passes what a search through the last keys would', () => {
    const keys = fc.array(fc.record({ key: fc.nat(6), gap: fc.nat(3) }), { maxLength: 60 });
    fc.assert(
      fc.property(keys, fc.nat(8), fc.option(fc.nat(10), { nil: undefined }), (arrivals, window, within) => {
        const scheduler = new VirtualTimeScheduler();
        const source$ = concat(...arrivals.map(({ key, gap }) => timer(gap, scheduler).pipe(map(() => key))));
        const seen: number[] = [];
        const config = { keyOf: (key: number) => key, window, scheduler, ...(within === undefined ? {} : { within }) };
        source$.pipe(dedupe(config)).subscribe((key) => seen.push(key));
        scheduler.flush();
        const passed: { key: number; at: number }[] = [];
        let at = 0;
        for (const { key, gap } of arrivals) {
          at += gap;
          const last = window === 0 ? [] : passed.slice(-window);
          const now = at;
          const known = last.filter((each) => now - each.at <= (within ?? Number.POSITIVE_INFINITY));
          if (!known.some((each) => each.key === key)) passed.push({ key, at });
        }
        expect(seen).toEqual(passed.map(({ key }) => key));
      }),
    );
  });
});
