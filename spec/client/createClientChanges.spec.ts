import { describe, expect, it } from '@jest/globals';
import { BehaviorSubject, EMPTY, map, NEVER, VirtualTimeScheduler } from 'rxjs';
import { createClient } from '../../src/client/createClient.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { ClientStatus } from '../../src/model/clientStatus.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { marbles } from '../../src/testing/marbles.ts';
import {
  marked,
  staged,
  tinyClient,
  tinyDialect,
  tinyVenue,
  type TinyVenue,
  tradesFrame,
} from '../helpers/tinyDialect.ts';

const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });
const hosts: Record<string, string> = { a: 'wss://a.example', A: 'wss://a.example', b: 'wss://b.example' };

/** Phases of all sockets by their first letters, `n` for no socket. */
const phases = map(({ sockets }: ClientStatus): string => sockets.map(({ phase }) => phase[0]).join('') || 'n');
/** Each dial of a venue: when, until when, to which host. */
const dialled = ({ sockets }: TinyVenue): readonly string[] =>
  sockets.map(({ at, closedAt, endpoint }) => `${at}-${closedAt ?? ''} ${new URL(endpoint.url).host}`);

describe('a client whose url is a stream', () => {
  it(
    'drains its sockets at each new one and dials that at once: stale, then live in the next epoch',
    marbles((helpers) => {
      const url = helpers.cold('                 a-------b-------------', hosts);
      const { client, venue, play, feed } = staged(helpers, {}, { url });
      play('                                     ----t-----u----w--', {
        t: () => venue.sockets[0]?.say(tradesFrame('A', '1')),
        u: () => venue.sockets[0]?.say(tradesFrame('A', '2')),
        w: () => venue.sockets[1]?.say(tradesFrame('A', '4')),
      });
      const unsub = '                            ^----------------!';
      helpers.expectObservable(feed(tradesOf('A')), unsub).toBe('cL--1---xL-----4');
      helpers.expectObservable(client.status$.pipe(phases), unsub).toBe('(wcr)---(wcr)');
      helpers.flush();
      expect(dialled(venue)).toEqual(['0-8 a.example', '8-27 b.example']);
      expect(venue.sockets.map(({ heard }) => heard[0])).toEqual(['0: +trades A', '8: +trades A']);
      expect(url.subscriptions).toHaveLength(1);
    }),
  );

  it(
    'is connecting until there is one, and waits for it',
    marbles((helpers) => {
      const url = helpers.cold('                 ----a', hosts);
      const { client, venue, feed } = staged(helpers, {}, { url });
      helpers.expectObservable(feed(tradesOf('A')), '          ^--------!').toBe('c----L');
      helpers.expectObservable(client.status$.pipe(phases), '  ^--------!').toBe('w---(cr)');
      helpers.flush();
      expect(dialled(venue)).toEqual(['4-19 a.example']);
    }),
  );

  it(
    'changes nothing by an equal one, and keeps the last when it completes',
    marbles((helpers) => {
      const url = helpers.cold('                 a--A-|', hosts);
      const { venue, play, feed } = staged(helpers, {}, { url });
      play('                                     ---------x---', { x: ({ last }) => last().drop() });
      helpers.expectObservable(feed(tradesOf('A')), '^ 20ms !').toBe('cL-------x--L');
      helpers.flush();
      expect(dialled(venue)).toEqual(['0-9 a.example', '11-31 a.example']);
    }),
  );

  it(
    'subscribes it while sockets are wanted, once for all of them, and lets go with the last',
    marbles((helpers) => {
      const url = helpers.cold('a', hosts);
      const { client, venue, feed } = staged(helpers, {}, { url, limits: { topicsPerSocket: 1 } });
      client.status$.subscribe().unsubscribe();
      helpers.expectObservable(feed(tradesOf('A')), '--^---!').toBe('--cL');
      helpers.expectObservable(feed(tradesOf('B')), '---^----!').toBe('---cL');
      helpers.expectObservable(feed(tradesOf('C')), ' 30ms ^-!').toBe(' 30ms cL');
      helpers
        .expectSubscriptions(url.subscriptions)
        .toBe(['--^---------------!', '------------------------------^-----------!']);
      helpers.flush();
      expect(venue.sockets).toHaveLength(3);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it(
    'leaves a backoff, and counts failures afresh',
    marbles((helpers) => {
      const url = helpers.cold('                 a------------b', hosts);
      const failsDial = (dial: number): Error | undefined =>
        dial < 5 ? new ColdwireError('dial-failed', {}) : undefined;
      const { venue, feed, reports } = staged(helpers, { failsDial }, { url, backoff: { base: 8, cap: 64 } });
      helpers.expectObservable(feed(tradesOf('A')), '^ 20ms !').toBe('c 17ms L');
      helpers.flush();
      const waits = reports.flatMap((report) => (report.kind === 'waiting' ? [[report.attempt, report.retryAt]] : []));
      expect(waits).toEqual([
        [1, 4],
        [2, 12],
        [3, 28],
        [1, 17],
      ]);
      expect(dialled(venue)).toEqual(['17-31 b.example']);
    }),
  );

  it(
    'redials only the sockets it concerns',
    marbles((helpers) => {
      const { scheduler, expectObservable, cold, flush } = helpers;
      const venue = tinyVenue(scheduler);
      const exchange: Exchange = {
        name: 'two',
        dialects: { main: tinyDialect, other: { ...tinyDialect, name: 'other' } },
        route: ({ params }) => (params === undefined ? 'main' : 'other'),
      };
      const url = cold('a------b', {
        a: { main: 'wss://a.example' },
        b: { main: 'wss://a.example', other: 'wss://b.example' },
      });
      const client = createClient(exchange, { transport: venue.transport, scheduler, linger: 1, url });
      expectObservable(marked(client.feed(tradesOf('A'))), '                            ^----------!').toBe('cL');
      expectObservable(marked(client.feed({ ...tradesOf('A'), params: { other: true } })), '^----------!').toBe(
        'cL-----xL',
      );
      flush();
      expect(dialled(venue)).toEqual(['0-13 a.example', '0-7 tiny.example', '7-13 b.example']);
    }),
  );
});

describe('a client that may be disabled', () => {
  it(
    'closes its sockets, says so, and dials again when it may',
    marbles((helpers) => {
      const enabled = helpers.cold('             t------f-----t---', { t: true, f: false });
      const { client, venue, feed, reports } = staged(helpers, {}, { enabled });
      const unsub = '                            ^----------------!';
      helpers.expectObservable(feed(tradesOf('A')), unsub).toBe('cL-----x------L');
      helpers.expectObservable(feed(tradesOf('B')), '    ---------^-------!').toBe('---------c----L');
      helpers.expectObservable(client.status$.pipe(phases), unsub).toBe('(wcr)--w-----(cr)');
      helpers.flush();
      expect(dialled(venue)).toEqual(['0-7 tiny.example', '13-27 tiny.example']);
      expect(reports.map(({ kind }) => kind)).toEqual([
        'paused',
        'connecting',
        'ready',
        'paused',
        'connecting',
        'ready',
        'closed',
      ]);
    }),
  );

  it.each([
    ['for good', false],
    ['until it is known', NEVER],
    ['for good, the stream being over', EMPTY],
  ])('dials nothing, and leaves nothing behind (%s)', (_, enabled) => {
    const scheduler = new VirtualTimeScheduler();
    const { client, venue } = tinyClient(scheduler, {}, { enabled });
    const seen: string[] = [];
    const following = marked(client.feed(tradesOf('A'))).subscribe((letter) => seen.push(letter));
    scheduler.maxFrames = 100;
    scheduler.flush();
    expect([seen, venue.sockets, scheduler.actions]).toEqual([['c'], [], []]);
    following.unsubscribe();
    scheduler.maxFrames = 200;
    scheduler.flush();
    expect(scheduler.actions).toEqual([]);
  });
});

describe('headers and proxy that change', () => {
  it('are those of the next dial, once, however many of the options change at one instant', () => {
    const scheduler = new VirtualTimeScheduler();
    const config$ = new BehaviorSubject({
      url: 'wss://a.example',
      token: '1',
      proxy: 'http://p.example' as string | undefined,
    });
    const { client, venue } = tinyClient(
      scheduler,
      {},
      {
        url: config$.pipe(map(({ url }) => url)),
        headers: config$.pipe(map(({ token }) => ({ token }))),
        proxy: config$.pipe(map(({ proxy }) => proxy)),
      },
    );
    const following = client.trades('A').subscribe();
    config$.next({ url: 'wss://b.example', token: '2', proxy: undefined });
    scheduler.maxFrames = 3;
    scheduler.flush();
    const path = '/ws?token=secret';
    expect(venue.sockets.map(({ endpoint }) => endpoint)).toEqual([
      { url: `wss://a.example${path}`, headers: { token: '1' }, proxy: 'http://p.example' },
      { url: `wss://b.example${path}`, headers: { token: '2' } },
    ]);
    following.unsubscribe();
    scheduler.maxFrames = 100;
    scheduler.flush();
    expect([config$.observed, venue.open(), scheduler.actions]).toEqual([false, 0, []]);
  });
});

describe('an option stream that cannot be meant', () => {
  const cause = new TypeError('mine');

  it.each<[string, unknown, ColdwireError]>([
    ['url', 'x', new ColdwireError('invalid-options', { option: 'url', expected: 'ws://host or wss://host' })],
    [
      'url',
      { mian: 'wss://a.example' },
      new ColdwireError('invalid-options', { option: 'url.mian', expected: 'main' }),
    ],
    ['enabled', 'yes', new ColdwireError('invalid-options', { option: 'enabled', expected: 'true or false' })],
    ...['url', 'headers', 'proxy', 'enabled'].map((option): [string, unknown, ColdwireError] => [
      option,
      cause,
      new ColdwireError('invalid-options', { option, expected: 'a stream that does not fail' }, { cause }),
    ]),
  ])('is the error of every feed, and closes the sockets (%s: %s)', (option, bad, error) => {
    marbles((helpers) => {
      const good: Record<string, unknown> = { url: 'wss://a.example', headers: {}, proxy: undefined, enabled: true };
      const picture = bad === cause ? 'g----#' : 'g----b';
      const stream$ = helpers.cold(picture, { g: good[option], b: bad }, cause);
      const { venue, feed } = staged(helpers, {}, { [option]: stream$, limits: { topicsPerSocket: 1 } });
      helpers.expectObservable(feed(tradesOf('A')), '^--------!').toBe('cL---#', undefined, error);
      helpers.expectObservable(feed(tradesOf('B')), '^--------!').toBe('cL---#', undefined, error);
      // Who comes later subscribes the stream anew.
      helpers.expectObservable(feed(tradesOf('A')), '-------^--!').toBe('-------cL');
      helpers.flush();
      expect(venue.sockets.map(({ closedAt }) => closedAt)).toEqual([5, 5, 12]);
      expect(helpers.scheduler.actions).toEqual([]);
    })();
  });
});
