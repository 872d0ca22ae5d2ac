import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, defer, EMPTY, NEVER, of, Subject, take, tap } from 'rxjs';
import { whileLive } from '../../operators/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { marbles } from '../../src/testing/index.ts';
import { events, live, stale } from './feedEvents.ts';

describe('whileLive', () => {
  it(
    'passes values while the feed is live, and drops them otherwise',
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const feed$ = cold('                                   s-l-----s---l-', events);
      const source$ = hot('                                  -1-2-3-4-5-6-7|');
      expectObservable(source$.pipe(whileLive(feed$))).toBe('---2-3-4-----7|');
      expectSubscriptions(source$.subscriptions).toBe('      ^-------------!');
      expectSubscriptions(feed$.subscriptions).toBe('        ^-------------!');
    }),
  );

  it(
    'passes only while every feed is live',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold('                                         l-----s---l-', events);
      const b$ = cold('                                         s--l---s-l--', events);
      const source$ = cold('                                    -1-2-3-4-5-(6|)');
      expectObservable(source$.pipe(whileLive(a$, b$))).toBe('  ---2-3-----(6|)');
      for (const feed$ of [a$, b$]) expectSubscriptions(feed$.subscriptions).toBe('^----------!');
    }),
  );

  it(
    'counts a feed that has said nothing, or sent data alone, as not live',
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('-1-2-|').pipe(whileLive(NEVER))).toBe('          -----|');
      expectObservable(cold('-1-2-|').pipe(whileLive(cold('a-', events)))).toBe('-----|');
    }),
  );

  it(
    'is closed by no data, and opened by no stale of another reason',
    marbles(({ cold, expectObservable }) => {
      const feed$ = cold('                                     l-a-s-r-a-l', {
        ...events,
        r: stale('checksum-mismatch'),
      });
      expectObservable(cold('                                  -1-2-3-4-5-6|').pipe(whileLive(feed$))).toBe(
        '                                                      -1-2-------6|',
      );
    }),
  );

  it(
    'passes everything when no feed is given',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('                            -1-2|');
      expectObservable(source$.pipe(whileLive())).toBe('-1-2|');
      expectSubscriptions(source$.subscriptions).toBe(' ^---!');
    }),
  );

  it(
    'leaves a feed that completes as it was',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const open$ = cold('                                        l|', events);
      const shut$ = cold('                                        s|', events);
      const source$ = cold('                                      --1-2|');
      expectObservable(source$.pipe(whileLive(open$))).toBe('     --1-2|');
      expectObservable(source$.pipe(whileLive(open$, shut$))).toBe('-----|');
      expectSubscriptions(open$.subscriptions).toBe(['            ^!', '^!']);
    }),
  );

  it(
    'errors with the first feed that errors, and leaves the rest',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const a$ = cold('                                       l----', events);
      const b$ = cold('                                       l--#', events, 'refused');
      const source$ = cold('                                  -1-2-3-');
      expectObservable(source$.pipe(whileLive(a$, b$))).toBe('-1-#', undefined, 'refused');
      expectSubscriptions(a$.subscriptions).toBe('            ^--!');
      expectSubscriptions(source$.subscriptions).toBe('       ^--!');
    }),
  );

  it(
    'never subscribes to the source of a feed that errors on subscribe',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const broken$ = concat(
        of(live()),
        defer(() => fail()),
      );
      const source$ = cold('-1');
      expectObservable(source$.pipe(whileLive(broken$))).toBe('#', undefined, new RangeError('mine'));
      expectSubscriptions(source$.subscriptions).toBe([]);
    }),
  );

  it(
    'passes the error of the source, and leaves the feeds',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const feed$ = cold('                                   l----', events);
      expectObservable(cold('                                -1-#', undefined, 'lost').pipe(whileLive(feed$))).toBe(
        '                                                    -1-#',
        undefined,
        'lost',
      );
      expectSubscriptions(feed$.subscriptions).toBe('        ^--!');
    }),
  );

  it(
    'waits with a source that never emits, and leaves all in the middle',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const feed$ = cold('                                        l----', events);
      const source$ = cold('                                      -----');
      expectObservable(source$.pipe(whileLive(feed$)), '          ^--!').toBe('-');
      expectSubscriptions(feed$.subscriptions).toBe('             ^--!');
      expectSubscriptions(source$.subscriptions).toBe('           ^--!');
    }),
  );

  it(
    'subscribes to the feeds first, so that what the source emits on subscribe is judged rightly',
    marbles(({ expectObservable }) => {
      expectObservable(of(1, 2).pipe(whileLive(of(live())))).toBe('(xy|)', { x: 1, y: 2 });
      expectObservable(of(1, 2).pipe(whileLive(of(live(), stale())))).toBe('|');
    }),
  );

  it(
    'drops the rest at once when a value makes a feed stale, or its consumer leaves',
    marbles(({ expectObservable }) => {
      const feed$ = new Subject<FeedEvent<string>>();
      const opened$ = concat(of(live()), feed$);
      const closing$ = of(1, 2, 3).pipe(
        whileLive(opened$),
        tap((value) => value === 2 && feed$.next(stale())),
      );
      expectObservable(closing$).toBe('(xy|)', { x: 1, y: 2 });
      expectObservable(of(1, 2, 3).pipe(whileLive(opened$), take(1))).toBe('(x|)', { x: 1 });
    }),
  );

  it(
    'passes the value with which its consumer answers a value',
    marbles(({ hot, expectObservable }) => {
      const source$ = hot('-1-');
      const result$ = defer(() => {
        const values$ = new Subject<string>();
        source$.subscribe(values$);
        return values$.pipe(
          whileLive(of(live())),
          tap((value) => value === '1' && values$.next('2')),
        );
      });
      expectObservable(result$).toBe('-(21)');
    }),
  );

  it('passes a value exactly when the last trust event of each feed is live', () => {
    const step = fc.record({ feed: fc.integer({ min: 0, max: 2 }), kind: fc.constantFrom('l', 's', 'a') } as const);
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const feeds$ = [0, 1, 2].map(() => new Subject<FeedEvent<string>>());
        const source$ = new Subject<number>();
        const seen: number[] = [];
        source$.pipe(whileLive(...feeds$)).subscribe((value) => seen.push(value));
        const wanted = steps.flatMap(({ feed, kind }, at) => {
          feeds$[feed]?.next(events[kind]);
          source$.next(at);
          const lastTrust = [0, 1, 2].map((n) =>
            steps.slice(0, at + 1).findLast((each) => each.feed === n && each.kind !== 'a'),
          );
          return lastTrust.every((last) => last?.kind === 'l') ? [at] : [];
        });
        expect(seen).toEqual(wanted);
      }),
    );
  });

  it('subscribes anew, blind again, for each subscriber', () => {
    const gates = [of(live()), EMPTY];
    let next = 0;
    const feed$ = defer(() => gates[next++] ?? NEVER);
    const seen: number[] = [];
    const gated$ = of(1).pipe(whileLive(feed$));
    gated$.subscribe((value) => seen.push(value));
    gated$.subscribe((value) => seen.push(value));
    expect(seen).toEqual([1]);
  });
});

function fail(): never {
  throw new RangeError('mine');
}
