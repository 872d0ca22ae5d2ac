import { describe, expect, it } from '@jest/globals';
import { BehaviorSubject, concat, map, NEVER, of, Subject, throwError, VirtualTimeScheduler } from 'rxjs';
import { feeds, type RejectedEvent } from '../../src/client/feeds.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Trade } from '../../src/model/values.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { staged, tinyClient, tradesFrame } from '../helpers/tinyDialect.ts';

const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });
const setOf = (symbols: string): readonly Subscription[] => Array.from(symbols, tradesOf);

/** Feeds in marbles: a topic's letter, capital for live and small for stale; a trade's id; `x` for rejected. */
const letters = map((event: FeedEvent<unknown> | RejectedEvent): string => {
  const { symbol = '' } = event.subscription;
  if (event.kind === 'rejected') return 'x';
  if (event.kind === 'data') return (event.value as Trade).id;
  return event.kind === 'live' ? symbol : symbol.toLowerCase();
});

/** The same as text, and with the kind of a rejection's error. */
const texts = map((event: FeedEvent<unknown> | RejectedEvent): string => {
  const { channel, symbol, depth = '' } = event.subscription;
  return `${event.kind === 'rejected' ? event.error.kind : event.kind} ${channel}${depth} ${symbol}`;
});

const refusal = (symbol: string): unknown => ({
  kind: 'rejected',
  subscription: tradesOf(symbol),
  error: new ColdwireError('subscription-rejected', {
    subscription: `trades::${symbol}`,
    reason: 'no such thing',
    permanent: true,
  }),
});

describe('the feeds of a desired set', () => {
  it(
    'begin with it, go on while it holds them, and end when it does not, by no frame more than that takes',
    marbles((helpers) => {
      const { client, venue, play } = staged(helpers, { ackAfter: 4 });
      play('                              --------t---------u---', {
        t: ({ last }) => last().say(tradesFrame('A', '1'), tradesFrame('B', '2')),
        u: ({ last }) => last().say(tradesFrame('A', '3'), tradesFrame('B', '4')),
      });
      const set$ = helpers.cold('         x-----------y-------z-', { x: setOf('AB'), y: setOf('BC'), z: setOf('B') });
      const unsub = '                     ^ 30ms               !';
      helpers.expectObservable(client.feeds(set$).pipe(letters), unsub).toBe('(ab)(AB)(12)c---C-4');
      helpers.flush();
      expect(venue.sockets).toHaveLength(1);
      expect(venue.last().heard).toEqual([
        '0: +trades A,B',
        '12: +trades C',
        '17: -trades A',
        '25: -trades C',
        '36: -trades B',
      ]);
      expect(venue.last().closedAt).toBe(41);
    }),
  );

  it('are told from the first event, synchronously, and are those of client.feed', () => {
    const scheduler = new VirtualTimeScheduler();
    const { client } = tinyClient(scheduler);
    const seen: unknown[] = [];
    const set$ = new BehaviorSubject(setOf('A'));
    client.feed(tradesOf('B')).subscribe();
    scheduler.maxFrames = 2;
    scheduler.flush();
    client
      .feeds(set$)
      .pipe(texts)
      .subscribe((text) => seen.push(text));
    expect(seen).toEqual(['stale trades A']);
    set$.next(setOf('AB'));
    expect(seen).toEqual(['stale trades A', 'live trades B']);
  });

  it('count equal subscriptions once, by what they mean', () => {
    const { client } = tinyClient(new VirtualTimeScheduler());
    const seen: string[] = [];
    const set$ = new Subject<Iterable<Subscription>>();
    client
      .feeds(set$)
      .pipe(texts)
      .subscribe((text) => seen.push(text));
    set$.next([
      tradesOf('A'),
      { symbol: ' A ', channel: 'trades', params: {} },
      { channel: 'book', symbol: 'A', depth: 3 },
    ]);
    set$.next(new Set([{ channel: 'book' as const, depth: 3, symbol: 'A' }, tradesOf('A')]));
    expect(seen).toEqual(['stale trades A', 'stale book3 A']);
    // Another depth is another subscription, though the venue's topic is the same.
    set$.next([tradesOf('A'), { channel: 'book', symbol: 'A', depth: 4 }]);
    expect(seen.slice(2)).toEqual(['stale book4 A']);
  });

  it(
    'that cannot be are told once as rejected, harm no other, and come again only after leaving the set',
    marbles((helpers) => {
      const { client, venue } = staged(helpers, {
        ackAfter: 4,
        refuses: (symbol) => (symbol === 'A' ? true : undefined),
      });
      const set$ = helpers.cold('x---------y---z---------w----------', {
        x: setOf('AB'),
        y: setOf('BA'),
        z: setOf('B'),
        w: setOf('AB'),
      });
      const result$ = client.feeds(set$).pipe(letters);
      helpers.expectObservable(result$, '^ 34ms !').toBe('(ab)(xB)----------------a---x');
      const whole$ = client
        .feeds(of(setOf('A')))
        .pipe(map((event) => (event.kind === 'rejected' ? event : event.kind)));
      helpers.expectObservable(whole$).toBe('s---(x|)', { s: 'stale', x: refusal('A') });
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +trades A,B', '24: +trades A', '40: -trades B']);
    }),
  );

  it('that nobody can mean or serve are rejected without dialling, each once however the set is built', () => {
    const { client, venue } = tinyClient(new VirtualTimeScheduler());
    const circular: { channel: 'trades'; self?: unknown } = { channel: 'trades' };
    circular.self = circular;
    Object.defineProperty(circular, 'symbol', { value: '' });
    const bad = (): readonly unknown[] => [
      { channel: 'book', symbol: 'A', depth: -1 },
      { channel: 'book', symbol: 'A', depth: '10' },
      { channel: 'funding', symbol: 'A' },
      { channel: 'trades', symbol: '?' },
      { channel: 'trades', symbol: 5 },
      circular,
      null,
      undefined,
    ];
    const seen: string[] = [];
    const set$ = new Subject<Iterable<Subscription>>();
    client.feeds(set$).subscribe((event) => seen.push(event.kind === 'rejected' ? event.error.kind : event.kind));
    set$.next(bad() as readonly Subscription[]);
    const invalid = 'invalid-options';
    expect(seen).toEqual([invalid, invalid, 'unsupported', invalid, invalid, invalid, invalid, invalid]);
    expect(venue.sockets).toEqual([]);
    set$.next([...bad(), tradesOf('A')] as readonly Subscription[]);
    expect(seen.slice(8)).toEqual(['stale']);
  });

  it('are rejected as unsupported for what is no error of the house', () => {
    const seen: unknown[] = [];
    const cause = new TypeError('boom');
    feeds(of(setOf('A')), () => throwError(() => cause)).subscribe((event) => seen.push(event));
    const error = new ColdwireError('unsupported', { what: 'subscription' }, { cause });
    expect(seen).toEqual([{ kind: 'rejected', subscription: tradesOf('A'), error }]);
    expect((seen[0] as RejectedEvent).error.cause).toBe(cause);
  });

  it(
    'are all rejected, and its consumer is well, when a socket of theirs cannot heal',
    marbles((helpers) => {
      const { client, venue, play } = staged(helpers, { ackAfter: 7 });
      play('                       --------------x', {
        x: () => venue.sockets[0]?.drop(new ColdwireError('authentication-failed')),
      });
      const set$ = helpers.cold('  x-------------------y', { x: setOf('ABCD'), y: setOf('DE') });
      const result$ = client.feeds(set$).pipe(letters);
      helpers.expectObservable(result$, '^ 29ms !').toBe('(abcd)-(ABCD)-(xxx)-e------E');
      helpers.flush();
      expect(venue.sockets.map(({ heard }) => heard.slice(0, 2))).toEqual([
        ['0: +trades A,B', '0: +trades C'],
        ['0: +trades D', '20: +trades E'],
      ]);
    }),
  );

  it(
    'are frozen when the set completes',
    marbles((helpers) => {
      const { client, play, venue } = staged(helpers, { ackAfter: 4 });
      play('                                  ---------x', { x: () => venue.sockets[0]?.drop() });
      const set$ = helpers.cold('             x-|', { x: setOf('A') });
      helpers.expectObservable(client.feeds(set$).pipe(letters), '^ 30ms !').toBe('a---A----a-----A');
      helpers.expectObservable(client.feeds(of([]))).toBe('|');
    }),
  );

  it(
    'are left before an error of the set is told',
    marbles((helpers) => {
      const { client, venue } = staged(helpers, { ackAfter: 4 }, { linger: 0 });
      const set$ = helpers.cold('          x--------#', { x: setOf('AB') }, 'lost');
      helpers.expectObservable(client.feeds(set$).pipe(letters)).toBe('(ab)(AB)-#', undefined, 'lost');
      helpers.flush();
      expect(venue.last().heard).toEqual(['0: +trades A,B', '9: -trades A,B']);
      expect(helpers.scheduler.actions).toEqual([]);
    }),
  );

  it('follow a consumer that changes the set while it hears of it', () => {
    const scheduler = new VirtualTimeScheduler();
    const { client, venue } = tinyClient(scheduler);
    const seen: string[] = [];
    const set$ = new BehaviorSubject(setOf('AB'));
    const following = client
      .feeds(set$)
      .pipe(texts)
      .subscribe((text) => {
        seen.push(text);
        if (text === 'stale trades A') set$.next(setOf('AC'));
        if (text === 'live trades C') set$.next(setOf('A'));
        if (text === 'live trades A') set$.next([]);
      });
    scheduler.maxFrames = 100;
    scheduler.flush();
    expect(seen).toEqual(['stale trades A', 'stale trades C', 'live trades C', 'live trades A']);
    // The set was changed before A was asked for.
    expect(venue.last().heard).toEqual(['0: +trades C,A', '6: -trades C,A']);
    expect([venue.open(), scheduler.actions.length, set$.observed]).toEqual([0, 0, true]);
    following.unsubscribe();
    expect(set$.observed).toBe(false);
  });

  it('are asked of ten thousand topics once each, and of a changed set only what is new', () => {
    const asked: unknown[] = [];
    const set = (from: number) => Array.from({ length: 10_000 }, (_, index) => tradesOf(`${from + index}`));
    const set$ = new Subject<readonly Subscription[]>();
    feeds(set$, ({ symbol }) => {
      asked.push(symbol);
      return NEVER;
    }).subscribe();
    set$.next(set(0));
    expect(asked.length).toBe(10_000);
    set$.next(set(2).toReversed());
    expect(asked.slice(10_000)).toEqual(['10001', '10000']);
  });

  it('ask only for what the last of many sets at one instant wants', () => {
    const scheduler = new VirtualTimeScheduler();
    const { client, venue } = tinyClient(scheduler, {}, { linger: 0 });
    const turns = Array.from({ length: 1_000 }, (_, turn) => setOf(turn % 2 === 0 ? 'AB' : 'BC'));
    client.feeds(concat(of(...turns), NEVER)).subscribe();
    scheduler.maxFrames = 10;
    scheduler.flush();
    expect(venue.sockets.map(({ heard }) => heard)).toEqual([['0: +trades B,C']]);
  });

  it('leave nothing behind when left: no socket, no listener, nothing scheduled', () => {
    for (const leaveAt of [0, 1, 2, 6, 20]) {
      const scheduler = new VirtualTimeScheduler();
      const { client, venue } = tinyClient(scheduler, { refuses: (symbol) => (symbol === 'D' ? true : undefined) });
      const set$ = new BehaviorSubject(setOf('ABCDEFG'));
      const following = client.feeds(set$).subscribe();
      scheduler.schedule(() => set$.next(setOf('GFXY')), 5);
      scheduler.schedule(() => following.unsubscribe(), leaveAt);
      scheduler.maxFrames = leaveAt + 30;
      scheduler.flush();
      expect([leaveAt, venue.open(), scheduler.actions.length, set$.observed]).toEqual([leaveAt, 0, 0, false]);
      expect(venue.sockets.map((socket) => socket.listened())).not.toContain(true);
    }
  });
});
