import { describe, expect, it } from '@jest/globals';
import { distinctUntilChanged, map, VirtualTimeScheduler } from 'rxjs';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { ClientStatus } from '../../src/model/clientStatus.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { marbles } from '../../src/testing/marbles.ts';
import { staged, tinyClient, tradesFrame } from '../helpers/tinyDialect.ts';

const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });

/** Phases of all sockets, by their first letters: c, r, d, w; x for closed, n for no socket. */
const phases = ({ sockets }: ClientStatus): string =>
  sockets.map(({ phase }) => (phase === 'closed' ? 'x' : phase[0])).join('') || 'n';

describe('the status', () => {
  it(
    'is told at once, then with each change of a phase, to the last',
    marbles((helpers) => {
      const { client, play, feed } = staged(helpers);
      play('         --------x---', { x: ({ last }) => last().drop() });
      const status$ = client.status$.pipe(map(phases));
      helpers.expectObservable(status$, '          -^ 30ms !').toBe('-n--(cr)w-(cr)---d----(xn)');
      helpers.expectObservable(feed(tradesOf('A')), '----^-------!').toBe('----cL--x--L');
    }),
  );

  it(
    'shows a socket whose last topic left as draining, and as ready again when one returns',
    marbles((helpers) => {
      const { client, feed } = staged(helpers);
      const unsub = '                                            ^ 30ms !';
      helpers.expectObservable(feed(tradesOf('A')), '            ^-!').toBe('cL');
      helpers.expectObservable(feed(tradesOf('B')), '            ----------^-!').toBe('----------cL');
      helpers.expectObservable(client.status$.pipe(map(phases)), unsub).toBe('r------d--r------d----(xn)');
    }),
  );

  it(
    'shows a socket that becomes ready when nobody wants it any more as draining',
    marbles((helpers) => {
      const refused = new ColdwireError('dial-failed', {});
      const failsDial = (dial: number): Error | undefined => (dial === 1 ? refused : undefined);
      const { client, feed } = staged(helpers, { failsDial }, { backoff: { base: 16 } });
      const unsub = '^ 30ms !';
      helpers.expectObservable(client.status$.pipe(map(phases)), unsub).toBe('(ncw)---(cd)(xn)');
      helpers.expectObservable(feed(tradesOf('A')), '^-!').toBe('c');
    }),
  );

  it(
    'knows a closed socket no more: the next has another name',
    marbles((helpers) => {
      const { client, feed } = staged(helpers);
      const names$ = client.status$.pipe(
        map(({ sockets }) => sockets.map(({ id }) => id).join()),
        distinctUntilChanged(),
      );
      helpers.expectObservable(feed(tradesOf('A')), '^!').toBe('c');
      helpers.expectObservable(feed(tradesOf('A')), '-------------^!').toBe('-------------c');
      helpers.expectObservable(names$, '             ^ 30ms !').toBe('a----------n-b----------n', {
        a: 'tiny-1',
        b: 'tiny-2',
        n: '',
      });
    }),
  );

  it(
    'shows what a socket is doing and for whom',
    marbles((helpers) => {
      const { client, play, feed } = staged(helpers, { refuses: (symbol) => (symbol === 'B' ? true : undefined) });
      play('                                     ------x-', { x: ({ last }) => last().drop() });
      const seen: unknown[] = [];
      helpers
        .cold('-----a-b---c')
        .subscribe(() => client.status$.subscribe(({ sockets }) => seen.push(sockets)).unsubscribe());
      const gone = new ColdwireError('subscription-rejected', {
        subscription: 'trades::B',
        reason: 'no such thing',
        permanent: true,
      });
      helpers.expectObservable(feed(tradesOf('A')), '^-----------!').toBe('cL----x--L');
      helpers.expectObservable(feed(tradesOf('B'))).toBe('         c#', undefined, gone);
      helpers.expectObservable(feed({ channel: 'ticker', symbol: 'A' }), '---^----!').toBe('---cL-x-');
      helpers.flush();
      const socket = { id: 'tiny-1', route: 'main', url: 'wss://tiny.example/ws' };
      expect(seen).toEqual([
        [{ ...socket, phase: 'ready', epoch: 1, attempt: 0, wanted: 2, live: 2, pending: 0, lastDataAt: 4 }],
        [
          {
            ...socket,
            phase: 'waiting',
            epoch: 1,
            attempt: 1,
            wanted: 2,
            live: 0,
            pending: 0,
            lastDataAt: 4,
            retryAt: 8,
          },
        ],
        [{ ...socket, phase: 'ready', epoch: 2, attempt: 0, wanted: 2, live: 2, pending: 0, lastDataAt: 9 }],
      ]);
    }),
  );

  it(
    'counts connections made again',
    marbles((helpers) => {
      const { client, play, feed } = staged(helpers);
      play('                                         ---x-----y--', {
        x: ({ last }) => last().drop(),
        y: ({ last }) => last().drop(),
      });
      const reconnects$ = client.status$.pipe(
        map(({ counters: { reconnects } }) => reconnects),
        distinctUntilChanged(),
      );
      helpers.expectObservable(feed(tradesOf('A')), '^------------------!').toBe('cL-x--L--x----L');
      helpers
        .expectObservable(reconnects$, '        ^------------------!')
        .toBe('0----1-------2', { 0: 0, 1: 1, 2: 2 });
    }),
  );
});

describe('a client that nobody uses any more', () => {
  it('has left nothing behind: no socket, no listener, nothing scheduled', () => {
    const scheduler = new VirtualTimeScheduler();
    const { client, venue } = tinyClient(scheduler, { ackAfter: 1 });
    const runTo = (frame: number): void => {
      scheduler.maxFrames = frame;
      scheduler.flush();
    };
    const subscriptions = [
      client.status$.subscribe(),
      ...['A', 'B', 'C', 'D'].flatMap((symbol) => [
        client.trades(symbol).subscribe(),
        client.book(symbol, { depth: symbol === 'A' ? 25 : 10 }).subscribe(),
      ]),
    ];
    runTo(5);
    venue.sockets[1]?.drop();
    venue.sockets[0]?.say(tradesFrame('A', '1'), { on: 'book', symbol: 'A' });
    expect([venue.open(), scheduler.actions.length > 0]).toEqual([2, true]);
    for (const subscription of subscriptions) subscription.unsubscribe();
    runTo(20);
    expect(venue.open()).toBe(0);
    expect(venue.sockets.map((socket) => socket.listened())).not.toContain(true);
    expect(scheduler.actions).toEqual([]);
  });

  it('has left nothing behind when left while connecting, waiting, or subscribing', () => {
    for (const leaveAt of [0, 1, 2, 3, 4, 6, 9, 12, 15]) {
      const scheduler = new VirtualTimeScheduler();
      const { client, venue } = tinyClient(scheduler, {
        ackAfter: 3,
        refuses: () => false,
        failsDial: (dial) => (dial % 2 === 1 ? new ColdwireError('dial-failed', {}) : undefined),
      });
      const subscription = client.trades('A').subscribe();
      scheduler.maxFrames = leaveAt;
      scheduler.flush();
      subscription.unsubscribe();
      scheduler.maxFrames = leaveAt + 10;
      scheduler.flush();
      expect([leaveAt, venue.open(), scheduler.actions.length]).toEqual([leaveAt, 0, 0]);
    }
  });
});
