import { describe, expect, it } from '@jest/globals';
import { catchError, map, of, take, tap } from 'rxjs';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { marked, staged, tradesFrame } from '../helpers/tinyDialect.ts';

const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });
const trade = (id: string) => tradesFrame('A', id);

describe('a lost connection', () => {
  it(
    'makes its feeds stale, and live again on the next, where each is asked for once',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers);
      play('                                         ---t-(xy)-z--u---', {
        t: () => venue.sockets[0]?.say(trade('1')),
        x: () => venue.sockets[0]?.drop(),
        y: () => venue.sockets[0]?.say(trade('2')),
        z: () => venue.sockets[0]?.say(trade('3')),
        u: () => venue.sockets[1]?.say(trade('4')),
      });
      helpers.expectObservable(feed(tradesOf('A')), '^----------------!').toBe('cL-1-x--L----4---');
      helpers.expectObservable(feed(tradesOf('B')), '^----------------!').toBe('cL---x--L--------');
      helpers.flush();
      expect(venue.sockets.map(({ at, heard }) => [at, ...heard])).toEqual([
        [0, '0: +trades A,B'],
        [7, '7: +trades A,B', '22: -trades A,B'],
      ]);
    }),
  );

  it(
    'is told while it is lost, before anything else can happen',
    marbles((helpers) => {
      const { client, play } = staged(helpers);
      const order: string[] = [];
      play('                                                                ---x---', {
        x: ({ last }) => {
          order.push('drops');
          last().drop();
          order.push('dropped');
        },
      });
      const heard$ = client.feed(tradesOf('A')).pipe(tap(({ kind }) => order.push(kind)));
      helpers.expectObservable(marked(heard$), '                            ^---!').toBe('cL-x');
      helpers.flush();
      expect(order).toEqual(['stale', 'live', 'drops', 'stale', 'dropped']);
    }),
  );

  it(
    'is a loss however politely it was closed',
    marbles((helpers) => {
      const { play, feed } = staged(helpers);
      play('                                         ---x---', {
        x: ({ last }) => last().drop(new ColdwireError('connection-lost', { code: 1000, wasClean: true })),
      });
      helpers.expectObservable(feed(tradesOf('A')), '^-------!').toBe('cL-x--L');
    }),
  );

  it(
    'is told once, however many dials fail after it',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers, {
        failsDial: (dial) => (dial === 2 || dial === 3 ? new ColdwireError('dial-failed', {}) : undefined),
      });
      play('                                         ---x--', { x: ({ last }) => last().drop() });
      helpers.expectObservable(feed(tradesOf('A')), '^ 20ms !').toBe('cL-x- 13ms L');
      helpers.flush();
      expect(venue.sockets.map(({ at }) => at)).toEqual([0, 17]);
    }),
  );

  it(
    'takes nothing from a topic that comes between two connections: it is connecting',
    marbles((helpers) => {
      const { play, feed } = staged(helpers, {}, { backoff: { base: 16, cap: 16 } });
      play('                                         ---x------', { x: ({ last }) => last().drop() });
      helpers.expectObservable(feed(tradesOf('A')), '^-------------!').toBe('cL-x--------L-');
      helpers.expectObservable(feed(tradesOf('B')), '-----^--------!').toBe('-----c------L-');
    }),
  );

  it(
    'that goes silent is replaced, and the feeds say why',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers);
      play('                                         ----h-- 42ms n', {
        h: ({ last }) => last().say({ beat: 1 }),
        n: ({ last }) => last().say({ says: 'this proves nothing' }),
      });
      helpers.expectObservable(feed(tradesOf('A')), '^ 60ms !').toBe('cL 52ms q--L');
      helpers.flush();
      expect(venue.sockets[0]?.closedAt).toBe(54);
    }),
  );

  it(
    'that goes silent is told from one that does not: the other socket goes on, and its feeds see nothing',
    marbles((helpers) => {
      const { venue, play, feed } = staged(helpers, {}, { limits: { topicsPerSocket: 1 } });
      play('                                         20ms b 39ms b', {
        b: ({ sockets }) => sockets[1]?.say({ beat: 1 }),
      });
      helpers.expectObservable(feed(tradesOf('A')), '^ 60ms !').toBe('cL 49ms q--L');
      helpers.expectObservable(feed(tradesOf('B')), '^ 60ms !').toBe('cL');
      helpers.flush();
      expect(venue.sockets.map(({ closedAt }) => closedAt)).toEqual([51, 71, 71]);
    }),
  );

  it(
    'is no silence while nothing is asked of the venue, however long a topic waits for a budget',
    marbles((helpers) => {
      const budget = slidingWindow({ limit: 1, window: 200, scheduler: helpers.scheduler });
      const { venue, play, feed } = staged(helpers, {}, { limits: { budgets: [budget] } });
      budget.spend(1);
      play('                                     235ms b', { b: ({ last }) => last().say({ beat: 1 }) });
      helpers.expectObservable(feed(tradesOf('A')), '^ 285ms !').toBe('c 200ms L 83ms q');
      helpers.flush();
      expect(venue.sockets[0]?.heard[0]).toBe('200: +trades A');
    }),
  );

  it(
    'is silence where nothing at all answers a request that was sent, and none while it waits to be',
    marbles((helpers) => {
      const budget = slidingWindow({ limit: 1, window: 200, scheduler: helpers.scheduler });
      const { client, venue } = staged(helpers, {}, { limits: { budgets: [budget] } });
      budget.spend(1);
      const reply$ = client.request({ q: 1 }, { id: 1, route: 'main', timeout: 1_000 });
      const end$ = reply$.pipe(catchError((error: unknown) => of((error as ColdwireError).kind)));
      helpers.expectObservable(end$).toBe('250ms (e|)', { e: 'outcome-unknown' });
      helpers.flush();
      expect(venue.sockets[0]?.closedAt).toBe(250);
    }),
  );

  it(
    'is redialled by the backoff of its own, not by that of its topics',
    marbles((helpers) => {
      let drawn = 0;
      const random = (): number => {
        drawn++;
        return 0.5;
      };
      const { play, feed } = staged(helpers, { ackAfter: undefined }, { random });
      play('                                         -------- 4ms x', { x: ({ last }) => last().drop() });
      helpers.expectObservable(feed(tradesOf('A')), '^ 13ms !').toBe('c---------t-x');
      helpers.flush();
      // One for the topic whose acknowledgement did not come, one for the connection that was lost.
      expect(drawn).toBe(2);
    }),
  );
});

describe('a stall of this side', () => {
  it(
    'longer than a silence may last makes every feed stale before it tells anything more, and live when asked anew',
    marbles((helpers) => {
      let stalled = 0;
      const { scheduler } = helpers;
      const clock = { wall: () => scheduler.now(), monotonic: () => scheduler.now() + stalled };
      const { client, venue, play, feed } = staged(helpers, {}, { clock });
      play('                                         ---s----u', {
        s: ({ last }) => {
          stalled = 51;
          last().say(trade('1'));
        },
        u: ({ last }) => last().say(trade('2')),
      });
      const resyncs$ = client.status$.pipe(
        map(({ counters: { resyncs } }) => resyncs),
        take(1),
      );
      helpers.expectObservable(feed(tradesOf('A')), '^----------!').toBe('cL-s-L--2');
      helpers.expectObservable(feed(tradesOf('B')), '^----------!').toBe('cL-s-L---');
      helpers.expectObservable(feed(tradesOf('C')), '-------^---!').toBe('-------cL');
      helpers.expectObservable(resyncs$, '           ---------^').toBe('---------(n|)', { n: 2 });
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
      expect(venue.last().heard.slice(0, 4)).toEqual([
        '0: +trades A,B',
        '3: -trades A,B',
        '4: +trades A,B',
        '7: +trades C',
      ]);
    }),
  );
});

describe('an error that cannot heal', () => {
  it(
    'of a connection is that of each of its feeds, without another dial',
    marbles((helpers) => {
      const error = new ColdwireError('authentication-failed', { reason: 'expired' });
      const { client, venue, play, feed } = staged(helpers);
      play('                                         ---x--', { x: ({ last }) => last().drop(error) });
      helpers.expectObservable(feed(tradesOf('A')), '^-----!').toBe('cL-#', undefined, error);
      helpers.expectObservable(feed(tradesOf('B')), '^-----!').toBe('cL-#', undefined, error);
      const phases$ = client.status$.pipe(map(({ sockets }) => sockets.map(({ phase }) => phase).join()));
      helpers.expectObservable(phases$, '           ^-----!').toBe('r--(xn)', { r: 'ready', x: 'closed', n: '' });
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
    }),
  );
});
