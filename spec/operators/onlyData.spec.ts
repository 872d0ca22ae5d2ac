import { describe, expect, it } from '@jest/globals';
import { concat, defer, from, NEVER, of, Subject, take, tap } from 'rxjs';
import { onlyData } from '../../operators/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { marbles } from '../../src/testing/index.ts';
import { data, events } from './feedEvents.ts';

describe('onlyData', () => {
  it(
    'passes values and says nothing of trust',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const feed$ = cold('                             s-l-a-b-s-l-a-|', events);
      expectObservable(feed$.pipe(onlyData())).toBe('  ----a-b-----a-|');
      expectSubscriptions(feed$.subscriptions).toBe('  ^-------------!');
    }),
  );

  it(
    'passes the error of the feed',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const feed$ = cold('                             l-a-#', events, 'refused');
      expectObservable(feed$.pipe(onlyData())).toBe('  --a-#', undefined, 'refused');
      expectSubscriptions(feed$.subscriptions).toBe('  ^---!');
    }),
  );

  it(
    'waits with a feed that never emits, and leaves it',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const feed$ = cold<FeedEvent<string>>('          -');
      expectObservable(feed$.pipe(onlyData()), '       ^--!').toBe('-');
      expectSubscriptions(feed$.subscriptions).toBe('  ^--!');
    }),
  );

  it(
    'passes what comes on subscribe, and asks for no more once its consumer has left',
    marbles(({ expectObservable, scheduler }) => {
      let handed = 0;
      const feed$ = concat(of(events.l, events.a, events.b, events.c), NEVER).pipe(tap(() => handed++));
      expectObservable(feed$.pipe(onlyData(), take(2))).toBe('(ab|)');
      scheduler.schedule(() => expect(handed).toBe(3), 1);
    }),
  );

  it(
    'takes a consumer that feeds it from within its own next',
    marbles(({ hot, expectObservable }) => {
      const source$ = hot('-a-', events);
      const result$ = defer(() => {
        const feed$ = new Subject<FeedEvent<string>>();
        source$.subscribe(feed$);
        return feed$.pipe(
          onlyData(),
          tap((value) => value === 'a' && feed$.next(data('b'))),
        );
      });
      expectObservable(result$).toBe('-(ba)');
    }),
  );

  it('passes values that are nothing', () => {
    const seen: unknown[] = [];
    const nothing = [undefined, null, 0, false, ''];
    from(nothing.map((value) => data(value)))
      .pipe(onlyData())
      .subscribe((value) => seen.push(value));
    expect(seen).toEqual(nothing);
  });
});
