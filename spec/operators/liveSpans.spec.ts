import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  concat,
  concatMap,
  defer,
  from,
  map,
  mergeMap,
  NEVER,
  type Observable,
  of,
  Subject,
  switchMap,
  take,
  tap,
} from 'rxjs';
import { liveSpans } from '../../operators/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { marbles } from '../../src/testing/index.ts';
import { data, events, live, stale } from './feedEvents.ts';

/** What each span shows, by the count of spans before it: `0a` is a value, `0|` its completion. */
const told = mergeMap(
  (span$: Observable<string>, index): Observable<string> => concat(span$, of('|')).pipe(map((value) => index + value)),
);

describe('liveSpans', () => {
  it(
    'emits a span for each live stretch, completed by stale',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const feed$ = cold('                              s-l-a-b-s-s-l-c-s|', events);
      const first$ = cold('                               --a-b-|');
      const second$ = cold('                                        --c-|');
      const result$ = feed$.pipe(liveSpans());
      expectObservable(result$).toBe('                  --x---------y----|', { x: first$, y: second$ });
      expectSubscriptions(feed$.subscriptions).toBe('   ^----------------!');
    }),
  );

  it(
    'lets no value of one span reach another, nor what comes outside of any',
    marbles(({ cold, expectObservable }) => {
      const feed$ = cold('                          a-l-b-s-a-l-c-d|', events);
      const values = { a: '0b', b: '0|', c: '1c', d: '1d', e: '1|' };
      expectObservable(feed$.pipe(liveSpans(), told)).toBe('----a-b-----c-d(e|)', values);
    }),
  );

  it(
    'continues a span that is said to be live again',
    marbles(({ cold, expectObservable }) => {
      const feed$ = cold('              l-a-r-b-s', { ...events, r: live(2) });
      expectObservable(feed$.pipe(liveSpans(), told)).toBe('--a---b-c', { a: '0a', b: '0b', c: '0|' });
    }),
  );

  it(
    'errors the open span, then itself',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const log: string[] = [];
      const feed$ = cold('                         l-a-#', events, 'refused');
      const result$ = feed$.pipe(
        liveSpans(),
        tap({
          next: (span$) => span$.subscribe({ error: (error) => log.push(`span ${error}`) }),
          error: (error) => log.push(`result ${error}`),
        }),
        map(() => 'span'),
      );
      expectObservable(result$).toBe('             x---#', { x: 'span' }, 'refused');
      expectSubscriptions(feed$.subscriptions).toBe('^---!');
      scheduler.schedule(() => expect(log).toEqual(['span refused', 'result refused']), 9);
    }),
  );

  it(
    'completes the open span, then itself, with the feed',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const log: string[] = [];
      const feed$ = cold('l-a-|', events);
      const result$ = feed$.pipe(
        liveSpans(),
        tap({
          next: (span$) => span$.subscribe({ complete: () => log.push('span') }),
          complete: () => log.push('result'),
        }),
        map(() => 'span'),
      );
      expectObservable(result$).toBe('x---|', { x: 'span' });
      expectSubscriptions(feed$.subscriptions).toBe('^---!');
      scheduler.schedule(() => expect(log).toEqual(['span', 'result']), 9);
    }),
  );

  it(
    'waits with a feed that never emits, and leaves it in the middle',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const silent$ = cold<FeedEvent<string>>('                   -');
      expectObservable(silent$.pipe(liveSpans()), '               ^--!').toBe('-');
      expectSubscriptions(silent$.subscriptions).toBe('           ^--!');
      const feed$ = cold('                                        l-a-b', events);
      expectObservable(feed$.pipe(liveSpans(), told), '           ^--!').toBe('--a-', { a: '0a' });
      expectSubscriptions(feed$.subscriptions).toBe('             ^--!');
    }),
  );

  it(
    'leaves the feed at once when it is left and no span is subscribed to',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const feed$ = cold('                             l-a-s-l', events);
      const result$ = feed$.pipe(
        liveSpans(),
        map(() => 'span'),
      );
      expectObservable(result$, '                      ^--!').toBe('x--', { x: 'span' });
      expectObservable(result$.pipe(take(1))).toBe('   (x|)', { x: 'span' });
      expectSubscriptions(feed$.subscriptions).toBe([' ^--!', '(^!)']);
    }),
  );

  it(
    'lets a span live on that is subscribed to when the rest is left',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const feed$ = cold('                                     l-a-b-s-l-c', events);
      const spans$ = feed$.pipe(liveSpans(), take(1), told);
      expectObservable(spans$).toBe('                          --a-b-(c|)', { a: '0a', b: '0b', c: '0|' });
      expectObservable(spans$, '                               ^--!').toBe('--a', { a: '0a' });
      expectSubscriptions(feed$.subscriptions).toBe([' ^-----!', '^--!']);
    }),
  );

  it(
    'shows a late subscriber of a span what comes from then on, and of one that has ended its end alone',
    marbles(({ cold, expectObservable }) => {
      const feed$ = cold('                                 l-a-b-s-l-c', events);
      const spans: Observable<string>[] = [];
      expectObservable(
        feed$.pipe(
          liveSpans(),
          map((span$) => spans.push(span$)),
        ),
      ).toBe('x-------y', { x: 1, y: 2 });
      const first$ = defer(() => spans[0] ?? NEVER);
      expectObservable(first$, '                           ---^').toBe('----b-|');
      expectObservable(first$, '                           ---------^').toBe('---------|');
    }),
  );

  it(
    'takes a whole feed on subscribe',
    marbles(({ expectObservable }) => {
      const feed$ = of(events.s, events.l, events.a, events.s, events.l, events.b);
      expectObservable(feed$.pipe(liveSpans(), told)).toBe('(abcd|)', { a: '0a', b: '0|', c: '1b', d: '1|' });
      expectObservable(concat(feed$, NEVER).pipe(liveSpans(), told, take(1))).toBe('(a|)', { a: '0a' });
    }),
  );

  it('ends a span that its consumer makes stale while it is handed on, and begins another after', () => {
    const feed$ = new Subject<FeedEvent<string>>();
    const log: string[] = [];
    let spans = 0;
    feed$.pipe(liveSpans()).subscribe((span$) => {
      const span = ++spans;
      span$.subscribe({ next: (value) => log.push(`${span}${value}`), complete: () => log.push(`${span}|`) });
      if (span > 1) return;
      feed$.next(stale());
      feed$.next(data('lost'));
      feed$.next(live(2));
      feed$.next(data('kept'));
    });
    feed$.next(live(1));
    feed$.next(data('after'));
    feed$.complete();
    expect(log).toEqual(['1|', '2kept', '2after', '2|']);
  });

  it('begins a span that the end of another calls for', () => {
    const feed$ = new Subject<FeedEvent<string>>();
    const log: string[] = [];
    feed$.pipe(liveSpans()).subscribe((span$) => {
      log.push('span');
      span$.subscribe({
        next: (value) => log.push(value),
        complete: () => log.filter((entry) => entry === 'span').length === 1 && feed$.next(live(2)),
      });
    });
    for (const event of [live(), data('a'), stale(), data('b')]) feed$.next(event);
    expect(log).toEqual(['span', 'a', 'span', 'b']);
  });

  it(
    'passes on what a consumer throws in a projection as the error of the result, and leaves the feed',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const feed$ = cold('                                l-a-', events);
      const result$ = feed$.pipe(
        liveSpans(),
        switchMap(() => fail()),
      );
      expectObservable(result$).toBe('                    #', undefined, new RangeError('mine'));
      expectSubscriptions(feed$.subscriptions).toBe('     (^!)');
    }),
  );

  it('splits a feed exactly at its stales: what is between live and stale, in order, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('l', 's', 'a', 'b'), { maxLength: 40 }), (names) => {
        const spans: string[] = [];
        from(names.map((name) => events[name]))
          .pipe(
            liveSpans(),
            concatMap((span$, index) => {
              spans.push('');
              return span$.pipe(
                tap((value) => {
                  spans[index] += value;
                }),
              );
            }),
          )
          .subscribe();
        const stretches = names
          .join('')
          .split('s')
          .filter((stretch) => stretch.includes('l'));
        expect(spans).toEqual(stretches.map((stretch) => stretch.slice(stretch.indexOf('l')).replaceAll('l', '')));
      }),
    );
  });
});

function fail(): never {
  throw new RangeError('mine');
}
