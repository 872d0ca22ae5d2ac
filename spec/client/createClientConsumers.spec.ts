import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { concat, config, mergeMap, of, take, tap } from 'rxjs';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { marked, staged, tickerFrame, tradesFrame } from '../helpers/tinyDialect.ts';

const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });
const tickerOfA: Subscription = { channel: 'ticker', symbol: 'A' };

describe('a consumer', () => {
  const unhandled: unknown[] = [];
  const { onUnhandledError, onStoppedNotification } = config;
  beforeEach(() => {
    unhandled.length = 0;
    config.onUnhandledError = (error) => unhandled.push(error);
  });
  afterEach(() => {
    config.onUnhandledError = onUnhandledError;
    config.onStoppedNotification = onStoppedNotification;
  });

  it(
    'that throws harms only itself, and rxjs reports it',
    marbles((helpers) => {
      const { client, play, feed } = staged(helpers);
      play('                                         ---t-u--', {
        t: ({ last }) => last().say(tradesFrame('A', '1'), tradesFrame('B', '2')),
        u: ({ last }) => last().say(tradesFrame('A', '3'), tradesFrame('B', '4')),
      });
      const own: string[] = [];
      helpers
        .cold('a-------b')
        .pipe(take(1))
        .subscribe(() => {
          const throwing = client.feed(tradesOf('A')).subscribe(({ kind }) => {
            own.push(kind);
            throw new Error(`no ${kind}`);
          });
          helpers.cold('-------a').subscribe(() => throwing.unsubscribe());
        });
      helpers.expectObservable(feed(tradesOf('A')), '^------!').toBe('cL-1-3');
      helpers.expectObservable(feed(tradesOf('B')), '^------!').toBe('cL-2-4');
      helpers.flush();
      expect(own).toEqual(['stale', 'live', 'data', 'data']);
      expect(unhandled).toEqual(['stale', 'live', 'data', 'data'].map((kind) => new Error(`no ${kind}`)));
    }),
  );

  it(
    'that fails in an operator of its own leaves the others what they have',
    marbles((helpers) => {
      const { client, venue, play, feed } = staged(helpers);
      play('                                     ---t-u--', {
        t: ({ last }) => last().say(tradesFrame('A', '1')),
        u: ({ last }) => last().say(tradesFrame('A', '2')),
      });
      const failing$ = marked(client.feed(tradesOf('A'))).pipe(
        tap((mark) => {
          if (mark === '1') throw new Error('no');
        }),
      );
      const unsub = '                            ^------!';
      helpers.expectObservable(failing$, unsub).toBe('        cL-#', undefined, new Error('no'));
      helpers.expectObservable(feed(tradesOf('A')), unsub).toBe('cL-1-2');
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
    }),
  );

  it(
    'may leave while it is told, and hears no more',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers);
      play('                                     ---t----', {
        t: ({ last }) => last().say(tradesFrame('A', '1', '2')),
      });
      helpers.expectObservable(feed(tradesOf('A')).pipe(take(1))).toBe('(c|)');
      helpers.expectObservable(feed(tradesOf('A')).pipe(take(2))).toBe('c(L|)');
      helpers.expectObservable(feed(tradesOf('A')).pipe(take(3))).toBe('cL-(1|)');
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +trades A', '8: -trades A']);
      expect(venue.last().closedAt).toBe(13);
    }),
  );

  it(
    'that has left is handed nothing more, whatever those that stay are told',
    marbles((helpers) => {
      const handed: unknown[] = [];
      // What rxjs keeps from a subscriber that has left: it should not have been handed anything.
      config.onStoppedNotification = (notification) => {
        if (notification.kind === 'N') handed.push(notification.value);
      };
      const { play, feed } = staged(helpers);
      play('                                     ---t---u-d---', {
        t: ({ last }) => last().say(tradesFrame('A', '1'), tickerFrame('A', '2')),
        u: ({ last }) => last().say(tradesFrame('A', '3'), tickerFrame('A', '4')),
        d: ({ last }) => last().drop(),
      });
      const leaves = '                           ^----!';
      const stays = '                            ^ 13ms       !';
      for (const [subscription, few, all] of [
        [tradesOf('A'), 'cL-1', 'cL-1---3-x--L'],
        [tickerOfA, '    cL-2', 'cL-2---4-x--L'],
      ] as const) {
        helpers.expectObservable(feed(subscription), leaves).toBe(few);
        helpers.expectObservable(feed(subscription), stays).toBe(all);
        // Late: it is told how things stand first.
        helpers.expectObservable(feed(subscription), '----^-!').toBe(subscription === tickerOfA ? '----(L2)' : '----L');
      }
      helpers.flush();
      expect(handed).toEqual([]);
    }),
  );

  it(
    'that takes only what it is told at once leaves no trace',
    marbles((helpers) => {
      const { client, venue, feed } = staged(helpers, {}, { linger: 0 });
      helpers.expectObservable(feed(tradesOf('A')).pipe(take(1))).toBe('(c|)');
      helpers.expectObservable(client.status$.pipe(take(1))).toBe('(s|)', {
        s: expect.objectContaining({ sockets: [] }),
      });
      helpers.flush();
      expect(venue.open()).toBe(0);
    }),
  );

  it(
    'may subscribe to the same while it is told, and finds it as it stands',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers);
      play('         ---t-----u-', {
        t: ({ last }) => last().say(tickerFrame('A', '1')),
        u: ({ last }) => last().say(tickerFrame('A', '2')),
      });
      const again$ = feed(tickerOfA).pipe(
        mergeMap((mark, index) => (index === 2 ? concat(of(mark), feed(tickerOfA)) : of(mark))),
      );
      const unsub = '^----------!';
      helpers.expectObservable(again$, unsub).toBe('cL-(1L1)-(22)');
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +ticker A', '16: -ticker A']);
    }),
  );

  it(
    'may subscribe to something else while it is told',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers, { ackAfter: 4 });
      play('         ------t-----', { t: ({ last }) => last().say(tickerFrame('A', '1')) });
      const more$ = feed(tickerOfA).pipe(
        mergeMap((mark, index) => (index === 2 ? concat(of(mark), feed(tradesOf('A'))) : of(mark))),
      );
      const unsub = '^-----------!';
      helpers.expectObservable(more$, unsub).toBe('c---L-(1c)L');
      helpers.flush();
      expect(venue.last().heard.slice(0, 2)).toEqual(['0: +ticker A', '6: +trades A']);
    }),
  );

  it(
    'whose doings lose the connection while it is told does not disorder what the others hear',
    marbles((helpers) => {
      const { client, venue, play, feed } = staged(helpers, {}, { backoff: { base: 100, cap: 100 } });
      play('                                     ---t---', { t: ({ last }) => last().say(tradesFrame('A', '1', '2')) });
      const losing$ = marked(client.feed(tradesOf('A'))).pipe(
        tap((mark) => {
          if (mark === '1') venue.last().drop();
        }),
      );
      const unsub = '                            ^------!';
      helpers.expectObservable(losing$, unsub).toBe('         cL-(1x)');
      helpers.expectObservable(feed(tradesOf('A')), unsub).toBe('cL-(1x)');
      helpers.expectObservable(feed(tickerOfA), unsub).toBe('        cL-x');
    }),
  );
});
