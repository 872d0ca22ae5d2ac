import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { of, Subject, timer, VirtualTimeScheduler } from 'rxjs';
import { boundedFeed } from '../../operators/boundedFeed.ts';
import { type OnOverflow, OverflowError } from '../../operators/overflowError.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { marbles } from '../../src/testing/index.ts';
import { areLife, data, lifeOf, live, spaced, stale, subscription } from './feedEvents.ts';

const values: Record<string, FeedEvent<string>> = {
  L: live(1),
  M: live(2),
  S: stale('connection-lost', 50),
  ...Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => [letter, data(letter)])),
};

describe('boundedFeed', () => {
  it(
    'works through events in order, one at a time, and drops none while they fit',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                       LabSMc---|', values);
      const project = (v: FeedEvent<string>) => cold('--(v|)', { v });
      const result$ = source$.pipe(boundedFeed({ size: 9, onOverflow: 'error', project, scheduler }));
      expectObservable(result$).toBe('             --L-a-b-S-M-(c|)', values);
      expectSubscriptions(source$.subscriptions).toBe('^--------!');
    }),
  );

  it(
    'says stale and live again in the place of the oldest it dropped, since the last one handed over',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('La 10ms bcdef|', values);
      const project = (v: FeedEvent<string>) => cold('----------(v|)', { v });
      const result$ = source$.pipe(boundedFeed({ size: 2, onOverflow: 'drop-oldest', project, scheduler }));
      expectObservable(result$).toBe('10ms L 9ms a 9ms O 9ms L 9ms e 9ms (f|)', {
        ...values,
        O: stale('overflow', 1, { dropped: 3 }),
      });
    }),
  );

  it(
    'says stale in the place of the newest it dropped, since the last one kept',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('La 10ms bcde 20ms f|', values);
      const project = (v: FeedEvent<string>) => cold('----------(v|)', { v });
      const result$ = source$.pipe(boundedFeed({ size: 2, onOverflow: 'drop-newest', project, scheduler }));
      expectObservable(result$).toBe('10ms L 9ms a 9ms b 9ms c 9ms O 9ms L 9ms (f|)', {
        ...values,
        O: stale('overflow', 13, { dropped: 2 }),
      });
    }),
  );

  it(
    'says the last values it dropped when nothing follows',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                       Labc|', values);
      const project = (v: FeedEvent<string>) => cold('-----(v|)', { v });
      const result$ = source$.pipe(boundedFeed({ size: 1, onOverflow: 'drop-newest', project, scheduler }));
      expectObservable(result$).toBe('             5ms L 4ms a 4ms O 4ms (L|)', {
        ...values,
        O: stale('overflow', 1, { dropped: 2 }),
      });
    }),
  );

  it(
    'lets a stale that waits there anyway count what was dropped',
    marbles(({ cold, expectObservable, scheduler }) => {
      const project = (v: FeedEvent<string>) => cold('        ----------(v|)', { v });
      const counted = { ...values, S: stale('connection-lost', 0, { dropped: 2 }) };
      const oldest$ = cold('                                  LabSMcd|', values);
      const oldest = { size: 2, onOverflow: 'drop-oldest', project, scheduler } as const;
      expectObservable(oldest$.pipe(boundedFeed(oldest))).toBe('10ms L 9ms S 9ms M 9ms c 9ms (d|)', counted);
      const newest$ = cold('                                  LabcSM|', values);
      const newest = { size: 1, onOverflow: 'drop-newest', project, scheduler } as const;
      expectObservable(newest$.pipe(boundedFeed(newest))).toBe('10ms L 9ms a 9ms S 9ms (M|)', {
        ...counted,
        // The hole begins after a, before the feed's own stale.
        S: stale('connection-lost', 1, { dropped: 2 }),
      });
    }),
  );

  it(
    'tells the newer live in the place of what it dropped',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                       LaMbc|', values);
      const project = (v: FeedEvent<string>) => cold('------(v|)', { v });
      const result$ = source$.pipe(boundedFeed({ size: 2, onOverflow: 'drop-oldest', project, scheduler }));
      expectObservable(result$).toBe('             6ms L 5ms O 5ms M 5ms b 5ms (c|)', {
        ...values,
        O: stale('overflow', 0, { dropped: 1 }),
      });
    }),
  );

  it(
    'never drops trust, and of trust without a value between keeps the newer',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                       LSMSMSM|', values);
      const project = (v: FeedEvent<string>) => cold('-------(v|)', { v });
      const result$ = source$.pipe(boundedFeed({ size: 0, onOverflow: 'error', project, scheduler }));
      expectObservable(result$).toBe('             7ms L 6ms S 6ms (M|)', values);
    }),
  );

  it(
    'stamps by the wall side of the clock given',
    marbles(({ cold, expectObservable }) => {
      const clock = { wall: () => 1_000, monotonic: () => 7 };
      const source$ = cold('                       (La)b|', values);
      const project = (v: FeedEvent<string>) => cold('----(v|)', { v });
      const result$ = source$.pipe(boundedFeed({ size: 0, onOverflow: 'drop-oldest', project, clock }));
      expectObservable(result$).toBe('             ----L---O---(L|)', {
        ...values,
        O: stale('overflow', 1_000, { dropped: 2 }),
      });
    }),
  );

  it(
    'errors when told so, with the feed, with a work, and with what project throws',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('Labc--', values);
      const work$ = cold('  ------|');
      const config = { size: 1, onOverflow: 'error', project: () => work$, scheduler } as const;
      const fail = (): never => {
        throw new Error('thrown');
      };
      expectObservable(source$.pipe(boundedFeed(config))).toBe('--#', {}, new OverflowError(1));
      expectObservable(cold('L#', values).pipe(boundedFeed(config))).toBe('-#');
      expectObservable(cold('L', values).pipe(boundedFeed({ ...config, project: () => cold('-#') }))).toBe('-#');
      expectObservable(cold('-L', values).pipe(boundedFeed({ ...config, project: fail }))).toBe(
        '-#',
        {},
        new Error('thrown'),
      );
      expectSubscriptions(source$.subscriptions).toBe('^-!');
      expectSubscriptions(work$.subscriptions).toBe(['^-!', '^!']);
    }),
  );

  it(
    'completes with a feed that is empty, and leaves feed and work when it is left',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('L--', values);
      const work$ = cold('  ------|');
      const config = { size: 1, onOverflow: 'drop-oldest', project: () => work$, scheduler } as const;
      expectObservable(cold<FeedEvent<string>>('--|').pipe(boundedFeed(config))).toBe('--|');
      expectObservable(source$.pipe(boundedFeed(config)), '--!').toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('^-!');
      expectSubscriptions(work$.subscriptions).toBe('  ^-!');
    }),
  );

  it('lets what comes while it hands on wait its turn, and counts what does not fit', () => {
    const source$ = new Subject<FeedEvent<string>>();
    const seen: FeedEvent<string>[] = [];
    const scheduler = new VirtualTimeScheduler();
    const project = (event: FeedEvent<string>) => {
      if (seen.length === 0) for (const letter of 'abc') source$.next(data(letter));
      return of(event);
    };
    source$
      .pipe(boundedFeed({ size: 2, onOverflow: 'drop-oldest', project, scheduler }))
      .subscribe((event) => seen.push(event));
    source$.next(live());
    expect(seen).toEqual([live(), stale('overflow', 0, { dropped: 1 }), live(), data('b'), data('c')]);
  });

  it('hands over a life that ends as the feed does, in order, and accounts for every value', () => {
    const kinds = fc.array(fc.constantFrom('data', 'data', 'data', 'stale', 'live'), { maxLength: 30 });
    const policies = fc.constantFrom<OnOverflow>('drop-oldest', 'drop-newest');
    const gapsAndWorks = fc.array(fc.nat(4), { minLength: 1 });
    fc.assert(
      fc.property(kinds, gapsAndWorks, gapsAndWorks, fc.nat(3), policies, (wanted, gaps, works, size, onOverflow) => {
        const events = lifeOf(wanted);
        const scheduler = new VirtualTimeScheduler();
        const seen: FeedEvent<number>[] = [];
        const project = (event: FeedEvent<number>) => {
          seen.push(event);
          return timer(works[seen.length % works.length] ?? 0, scheduler);
        };
        spaced(events, gaps, scheduler).pipe(boundedFeed({ size, onOverflow, project, scheduler })).subscribe();
        scheduler.flush();
        const numbers = seen.flatMap((event) => (event.kind === 'data' ? [event.value] : []));
        const lost = seen.reduce((sum, event) => sum + ((event.kind === 'stale' && event.dropped) || 0), 0);
        expect(areLife(seen)).toBe(true);
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        expect(numbers.length + lost).toBe(events.filter(({ kind }) => kind === 'data').length);
        expect(seen.every((event) => event.subscription === subscription)).toBe(true);
        const isLive = events.findLast(({ kind }) => kind !== 'data')?.kind === 'live';
        if (isLive) expect(seen.at(-1)?.kind).not.toBe('stale');
        else expect(seen.at(-1)?.kind).toBe(events.at(-1)?.kind);
      }),
    );
  });
});
