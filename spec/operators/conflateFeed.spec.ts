import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { map, of, timer, VirtualTimeScheduler } from 'rxjs';
import { conflateFeed } from '../../operators/conflateFeed.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { marbles } from '../../src/testing/index.ts';
import { areLife, data, lifeOf, live, spaced, stale } from './feedEvents.ts';

const lost = stale('connection-lost', 5);
const values: Record<string, FeedEvent<string>> = {
  L: live(1),
  M: live(2),
  S: lost,
  a: data('a'),
  b: data('b'),
  c: data('c'),
};

describe('conflateFeed', () => {
  it(
    'hands on at most the latest stale, live and value, in this order',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('                                       LabSMabc--|', values);
      const project = (v: FeedEvent<string>) => cold('             --------(v|)', { v });
      expectObservable(source$.pipe(conflateFeed({ project }))).toBe('8ms L 7ms S 7ms M 7ms (c|)', values);
      expectSubscriptions(source$.subscriptions).toBe('            ^---------!');
    }),
  );

  it(
    'lets a stale overtake and discard what waits, and counts it',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('LMabS-----|', values);
      const project = (event: FeedEvent<string>, swallowed: number) =>
        timer(5).pipe(map(() => `${event.kind} ${swallowed}`));
      expectObservable(source$.pipe(conflateFeed({ project }))).toBe('-----L----(S|)', { L: 'live 0', S: 'stale 2' });
    }),
  );

  it(
    'lets a live discard the value of before',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('LaMb-|', values);
      const project = (v: FeedEvent<string>) => cold('----(v|)', { v });
      expectObservable(source$.pipe(conflateFeed({ project }))).toBe('----L---M---(b|)', values);
    }),
  );

  it(
    'tells one stale in place of several: the newest reason, since the first, dropped in all',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('LSTU|', {
        ...values,
        T: stale('overflow', 7, { dropped: 2 }),
        U: stale('silence', 9, { dropped: 3 }),
      });
      const project = (v: FeedEvent<string>) => cold('----(v|)', { v });
      expectObservable(source$.pipe(conflateFeed({ project }))).toBe('----L---(U|)', {
        L: live(1),
        U: stale('silence', 5, { dropped: 5 }),
      });
    }),
  );

  it(
    'merges values within a stretch alone',
    marbles(({ cold, expectObservable }) => {
      const source$ = cold('LabSMbc|', values);
      const project = (v: FeedEvent<string>) => cold('-------(v|)', { v });
      const merge = (held: string, next: string): string => held + next;
      expectObservable(source$.pipe(conflateFeed({ project, merge }))).toBe('7ms L 6ms S 6ms M 6ms (d|)', {
        ...values,
        d: data('bc'),
      });
    }),
  );

  it(
    'errors with the feed and with what its options throw, leaving feed and work',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const fail = (): never => {
        throw new Error('thrown');
      };
      const source$ = cold('Lab--', values);
      const work$ = cold('  ------|');
      expectObservable(source$.pipe(conflateFeed({ project: () => work$, merge: (): string => fail() }))).toBe(
        '--#',
        {},
        new Error('thrown'),
      );
      expectObservable(cold('L-#', values).pipe(conflateFeed({ project: () => cold('-----|') }))).toBe('--#');
      expectObservable(of(live()).pipe(conflateFeed({ project: fail }))).toBe('#', {}, new Error('thrown'));
      expectSubscriptions(source$.subscriptions).toBe('^-!');
      expectSubscriptions(work$.subscriptions).toBe('  ^-!');
    }),
  );

  it(
    'completes with a feed that is empty, and leaves one that never emits',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const never$ = cold<FeedEvent<string>>('-');
      const project = (event: FeedEvent<string>) => of(event);
      expectObservable(cold<FeedEvent<string>>('--|').pipe(conflateFeed({ project }))).toBe('--|');
      expectObservable(never$.pipe(conflateFeed({ project })), '--!').toBe('-');
      expectSubscriptions(never$.subscriptions).toBe('^-!');
    }),
  );

  it('hands over a life that ends as the feed does and accounts for every value', () => {
    const kinds = fc.array(fc.constantFrom('data', 'data', 'stale', 'live'), { maxLength: 30 });
    fc.assert(
      fc.property(kinds, fc.array(fc.nat(3), { minLength: 1 }), fc.nat(6), (wanted, gaps, work) => {
        const events = lifeOf(wanted);
        const scheduler = new VirtualTimeScheduler();
        const seen: FeedEvent<number>[] = [];
        let swallowedInAll = 0;
        const project = (event: FeedEvent<number>, swallowed: number) => {
          seen.push(event);
          swallowedInAll += swallowed;
          return timer(work, scheduler);
        };
        spaced(events, gaps, scheduler).pipe(conflateFeed({ project })).subscribe();
        scheduler.flush();
        const count = (list: readonly FeedEvent<number>[]): number => list.filter(({ kind }) => kind === 'data').length;
        expect(areLife(seen)).toBe(true);
        expect(count(seen) + swallowedInAll).toBe(count(events));
        expect(seen.at(-1)?.kind).toBe(events.at(-1)?.kind);
        if (events.at(-1)?.kind === 'data') expect(seen.at(-1)).toEqual(events.at(-1));
      }),
    );
  });
});
