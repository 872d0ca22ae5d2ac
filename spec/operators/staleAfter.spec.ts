import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { concat, map, of, Subject, take, timer, VirtualTimeScheduler } from 'rxjs';
import { type StaleAfterConfig, staleAfter } from '../../operators/staleAfter.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { marbles } from '../../src/testing/index.ts';
import { areLife, data, live, stale } from './feedEvents.ts';

const values: Record<string, FeedEvent<string>> = {
  L: live(1),
  M: live(2),
  S: stale('connection-lost', 7),
  a: data('a'),
  b: data('b'),
  c: data('c'),
};
const quiet = (since: number, epoch = 1) => stale('silence', since, { epoch });

describe('staleAfter', () => {
  it(
    'passes a feed whose values come in time, and ends its timer with it',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('                                                La-b--c|', values);
      expectObservable(source$.pipe(staleAfter({ within: 4, scheduler }))).toBe('La-b--c|', values);
      expectSubscriptions(source$.subscriptions).toBe('                     ^------!');
    }),
  );

  it(
    'says stale at the limit, and live again before the value that ends the quiet',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('L-a-------b------|', values);
      const result$ = source$.pipe(staleAfter({ within: 5, scheduler }));
      expectObservable(result$).toBe('L-a----S--(Lb)-T-|', { ...values, S: quiet(2), T: quiet(10) });
    }),
  );

  it(
    'says stale once for a quiet, and for one that begins with live',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                         L-----------(a|)', values);
      expectObservable(source$.pipe(staleAfter({ within: 3, scheduler }))).toBe('L--S--------(La|)', {
        ...values,
        S: quiet(0),
      });
    }),
  );

  it(
    'says nothing before a feed was live, nor while it is stale by itself',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                 -----S-------L-S-------|', values);
      expectObservable(source$.pipe(staleAfter({ within: 3, scheduler }))).toBe('-----S-------L-S-------|', values);
    }),
  );

  it(
    'gives way to what the feed says of itself while it is quiet',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                 L----S----Ma-----|', values);
      expectObservable(source$.pipe(staleAfter({ within: 3, scheduler }))).toBe('L--Q-S----Ma--R--|', {
        ...values,
        Q: quiet(0),
        R: quiet(11, 2),
      });
    }),
  );

  it(
    'is live again by a live of the feed alone',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                 L----Ma|', values);
      expectObservable(source$.pipe(staleAfter({ within: 3, scheduler }))).toBe('L--Q-Ma|', { ...values, Q: quiet(0) });
    }),
  );

  it(
    'gives the reason it is told',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('L----|', values);
      const result$ = source$.pipe(staleAfter({ within: 3, reason: 'rejected-for-now', scheduler }));
      expectObservable(result$).toBe('L--S-|', { ...values, S: stale('rejected-for-now', 0) });
    }),
  );

  it(
    'waits out limits that no timer can hold',
    marbles(({ cold, expectObservable, scheduler }) => {
      const limit = 2 ** 31 + 5;
      const source$ = cold('                                                     L', values);
      const unsub = `${limit + 10}ms !`;
      expectObservable(source$.pipe(staleAfter({ within: limit, scheduler })), unsub).toBe(`L ${limit - 1}ms S`, {
        ...values,
        S: quiet(0),
      });
    }),
  );

  it(
    'learns the limit from the longest gap, and lets it shrink under a timer that runs',
    marbles(({ cold, expectObservable, scheduler }) => {
      const learn = { factor: 2, floor: 1, ceiling: 100, samples: 2 };
      const source$ = cold('                                          L-a-b---c--------------|', values);
      expectObservable(source$.pipe(staleAfter({ learn, scheduler }))).toBe('L-a-b---c 7ms S 6ms |', {
        ...values,
        S: quiet(8),
      });
    }),
  );

  it(
    'learns from a gap it called stale no more than the limit it broke',
    marbles(({ cold, expectObservable, scheduler }) => {
      const learn = { factor: 2, floor: 1, ceiling: 100, samples: 1 };
      const source$ = cold('                                          L-a-b-------c---------|', values);
      // 2 x 2 is broken by 8 and learned as 4: the next limit is 2 x 4.
      expectObservable(source$.pipe(staleAfter({ learn, scheduler }))).toBe('L-a-b---Q---(Lc) 4ms R-|', {
        ...values,
        Q: quiet(4),
        R: quiet(12),
      });
    }),
  );

  it(
    'learns nothing from the time between two stretches',
    marbles(({ cold, expectObservable, scheduler }) => {
      const learn = { factor: 2, floor: 1, ceiling: 100, samples: 1 };
      const source$ = cold('                                          L-a-bS---------Mc-----|', values);
      expectObservable(source$.pipe(staleAfter({ learn, scheduler }))).toBe('L-a-bS---------Mc---Q-|', {
        ...values,
        Q: quiet(16, 2),
      });
    }),
  );

  it(
    'passes what a feed says that is not the life of one',
    marbles(({ cold, expectObservable, scheduler }) => {
      const source$ = cold('                                                 a----bLS-c-----|', values);
      expectObservable(source$.pipe(staleAfter({ within: 3, scheduler }))).toBe('a----bLS-c-----|', values);
    }),
  );

  it(
    'errors with the feed and ends its timer, completes with one that is empty',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('L-#', values);
      const never$ = cold<FeedEvent<string>>('-');
      expectObservable(source$.pipe(staleAfter({ within: 9, scheduler }))).toBe('L-#', values);
      expectObservable(cold<FeedEvent<string>>('--|').pipe(staleAfter({ within: 1, scheduler }))).toBe('--|');
      expectObservable(never$.pipe(staleAfter({ within: 1, scheduler })), '--!').toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('^-!');
      expectSubscriptions(never$.subscriptions).toBe(' ^-!');
    }),
  );

  it(
    'leaves the feed in the middle, and a feed that emits on subscribe',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const source$ = cold('La----', values);
      expectObservable(source$.pipe(staleAfter({ within: 9, scheduler })), '--!').toBe('La-', values);
      expectSubscriptions(source$.subscriptions).toBe('                          ^-!');
      const sync$ = of(live(), data('a'), data('b'));
      expectObservable(sync$.pipe(staleAfter({ within: 9, scheduler }), take(2))).toBe('(La|)', values);
    }),
  );
});

describe('staleAfter, in time', () => {
  /** A feed by hand on a clock by hand, its timer fired when told. */
  function byHand(config: StaleAfterConfig, then: (event: FeedEvent<string>) => void = () => {}) {
    const scheduler = new VirtualTimeScheduler();
    let ahead = 0;
    const clock = { monotonic: () => scheduler.now() + ahead, wall: () => 1_000_000 + scheduler.now() + ahead };
    const feed$ = new Subject<FeedEvent<string>>();
    const seen: FeedEvent<string>[] = [];
    const told = feed$.pipe(staleAfter({ ...config, scheduler, clock })).subscribe((event) => {
      seen.push(event);
      then(event);
    });
    return {
      feed$,
      seen,
      told,
      timers: () => scheduler.actions.length,
      now: () => scheduler.now(),
      /** The loop stands still, then the timers that are due fire. */
      stall: (ms: number): void => {
        ahead += ms;
      },
      /** Time passes until no timer is left. */
      run: (): void => scheduler.flush(),
    };
  }

  it('calls a stall of this side by its name, and a silence that outlasts it too', () => {
    const { feed$, seen, stall, run } = byHand({ within: 100 });
    feed$.next(live());
    stall(51);
    run();
    expect(seen).toEqual([live(), stale('local-stall', 1_000_000), stale('silence', 1_000_000)]);
  });

  it('calls a silence what is found no later than half of the limit', () => {
    const { feed$, seen, stall, run } = byHand({ within: 100 });
    feed$.next(live());
    stall(50);
    run();
    expect(seen).toEqual([live(), stale('silence', 1_000_000)]);
  });

  it('says a quiet that a value ends before the timer could fire', () => {
    const { feed$, seen, stall } = byHand({ within: 100 });
    feed$.next(live());
    stall(100);
    feed$.next(data('a'));
    stall(101);
    feed$.next(data('b'));
    stall(151);
    feed$.next(data('c'));
    expect(seen).toEqual([
      live(),
      data('a'),
      stale('silence', 1_000_100),
      live(),
      data('b'),
      stale('local-stall', 1_000_201),
      live(),
      data('c'),
    ]);
  });

  it('learns nothing from a stall', () => {
    const { feed$, seen, stall, run, now } = byHand({ learn: { samples: 1, factor: 2, floor: 1, ceiling: 1_000 } });
    feed$.next(live());
    feed$.next(data('a'));
    stall(10);
    feed$.next(data('b'));
    stall(500);
    feed$.next(data('c'));
    run();
    expect(seen.slice(-1)).toEqual([stale('silence', 1_000_510)]);
    // The limit learned is still 2 x 10.
    expect(now()).toBe(20);
    expect(seen).toHaveLength(7);
  });

  it('holds one timer while live, none before, none while stale, none once left', () => {
    const { feed$, timers, told } = byHand({ within: 100 });
    expect(timers()).toBe(0);
    feed$.next(live());
    for (const letter of ['a', 'b', 'c']) feed$.next(data(letter));
    expect(timers()).toBe(1);
    feed$.next(stale('connecting', 0));
    expect(timers()).toBe(0);
    feed$.next(live());
    told.unsubscribe();
    expect(feed$.observed).toBe(false);
    expect(timers()).toBe(0);
  });

  it('does not let a clock set back stretch the limit', () => {
    const { feed$, seen, stall, run, now } = byHand({ within: 100 });
    feed$.next(live());
    stall(-1_000);
    run();
    expect(seen[1]).toMatchObject({ kind: 'stale', reason: 'silence' });
    expect(now()).toBe(200);
  });

  it('lets an event that comes while live is handed on wait for the value', () => {
    const { feed$, seen, stall } = byHand({ within: 100 }, (event) => {
      if (event.kind === 'live' && seen.length > 1) feed$.next(data('re-entrant'));
    });
    feed$.next(live());
    stall(110);
    feed$.next(data('a'));
    expect(seen.slice(2)).toEqual([live(), data('a'), data('re-entrant')]);
  });

  it('says every quiet beyond the limit, once, and hands on the life of a feed', () => {
    const kinds = fc.constantFrom('data', 'data', 'data', 'live', 'stale');
    const steps = fc.array(fc.record({ kind: kinds, gap: fc.nat(9) }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 8 }), (wanted, limit) => {
        // Odd gaps against an even limit: which is first at the very limit is the scheduler's affair.
        const within = 2 * limit;
        const scheduler = new VirtualTimeScheduler();
        let wasLive = false;
        const events = wanted
          .map(({ kind, gap }, index) => {
            const event = kind === 'data' ? data(index) : kind === 'live' ? live(index) : stale('connecting', index);
            return { event, gap: 2 * gap + 1 };
          })
          .filter(({ event: { kind } }) => {
            if (kind !== 'data') wasLive = kind === 'live';
            return kind !== 'data' || wasLive;
          });
        let isLive = false;
        let quiets = 0;
        for (const { event, gap } of events) {
          if (isLive && gap > within) quiets++;
          isLive = event.kind !== 'stale';
        }
        const feed$ = concat(
          ...events.map(({ event, gap }) => timer(gap, scheduler).pipe(map((): FeedEvent<number> => event))),
        );
        const seen: FeedEvent<number>[] = [];
        feed$.pipe(staleAfter({ within, scheduler })).subscribe((event) => seen.push(event));
        scheduler.flush();
        const own = new Set<unknown>(events.map(({ event }) => event));
        expect(areLife(seen)).toBe(true);
        expect(seen.filter((event) => event.kind === 'data')).toEqual(
          events.map(({ event }) => event).filter(({ kind }) => kind === 'data'),
        );
        expect(seen.filter((event) => event.kind === 'stale' && !own.has(event))).toHaveLength(quiets);
      }),
    );
  });
});
