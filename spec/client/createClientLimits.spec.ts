import { describe, expect, it } from '@jest/globals';
import { VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { type Client, createClient } from '../../src/client/createClient.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { laneNumbers } from '../../src/limits/laneNumbers.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Trade } from '../../src/model/values.ts';
import type { LimitRule } from '../../src/protocol/limitRule.ts';
import { type TinyBehaviour, type TinyVenue, tinyDialect, tinyVenue } from '../helpers/tinyDialect.ts';

/** A client of a tiny venue with limits, in virtual time: ten topics a frame, a hundred a socket. */
function limited(limits: readonly LimitRule[], behaviour: TinyBehaviour = {}, options: ClientOptions = {}) {
  const scheduler = new VirtualTimeScheduler(VirtualAction, 0);
  const venue = tinyVenue(scheduler, behaviour);
  const clientOf = (own: ClientOptions = {}): Client =>
    createClient(
      {
        name: 'tiny',
        dialects: {
          main: {
            ...tinyDialect,
            subscribing: { ...tinyDialect.subscribing, batch: 10 },
            liveness: { ...tinyDialect.liveness, within: 3_600_000 },
            capacity: { topicsPerSocket: 100 },
            limits,
          },
        },
        route: () => 'main',
      },
      {
        transport: venue.transport,
        scheduler,
        random: () => 0.5,
        backoff: { base: 100, cap: 100, stableAfter: 1_000 },
        linger: 5,
        ...options,
        ...own,
      },
    );
  const advance = (ms: number): void => {
    scheduler.maxFrames = scheduler.frame + ms;
    scheduler.flush();
    scheduler.frame = scheduler.maxFrames;
  };
  const timers = (): number => scheduler.actions.filter(({ closed }) => !closed).length;
  return { scheduler, venue, client: clientOf(), clientOf, advance, timers };
}

/** Follows the trades of so many symbols. */
function followed(client: Client, count: number, first = 0) {
  return Array.from({ length: count }, (_, index) => {
    let last: FeedEvent<Trade> | undefined;
    const following = client
      .feed({ channel: 'trades', symbol: `S${first + index}` })
      .subscribe((event) => (last = event));
    return { isLive: () => last?.kind === 'live', last: () => last, leave: () => following.unsubscribe() };
  });
}

const liveOf = (feeds: readonly { isLive(): boolean }[]): number => feeds.filter(({ isLive }) => isLive()).length;

/** The venue's own count: the most that came in any so many milliseconds, beginning included and end not. */
function mostWithin(times: readonly number[], window: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted.reduce((most, begin, index) => {
    const end = sorted.findIndex((time) => time >= begin + window);
    return Math.max(most, (end < 0 ? sorted.length : end) - index);
  }, 0);
}

const framesAt = ({ sockets }: Pick<TinyVenue, 'sockets'>): readonly number[] =>
  sockets.flatMap(({ heard }) => heard.map((line) => Number.parseInt(line, 10)));

/** Of each socket, how often each symbol was subscribed. */
function subscribedTwice({ sockets }: TinyVenue): readonly string[] {
  return sockets.flatMap(({ heard }, socket) => {
    const symbols = heard
      .filter((line) => line.includes(': +'))
      .flatMap((line) => (line.split(' ')[2] ?? '').split(','));
    return symbols.filter((symbol, index) => symbols.indexOf(symbol) !== index).map((symbol) => `${socket} ${symbol}`);
  });
}

const dropAll = ({ sockets }: TinyVenue): void => {
  for (const { closedAt, drop } of sockets) if (closedAt === undefined) drop();
};

describe('the limits of a client', () => {
  const fiveASecond = { counts: 'frames', kind: 'sliding', limit: 5, window: 1_000, slack: 0 } as const;

  it.each([
    // Ten frames a socket, five sockets.
    ['socket', 1_000],
    ['address', 9_000],
  ] as const)(
    '500 topics, 5 frames a second by %s, dropped twice: no violation, live in time, subscribed once an epoch',
    (scope, longest) => {
      const { venue, client, advance, timers } = limited([{ ...fiveASecond, scope }]);
      const feeds = followed(client, 500);
      const judge = (): void => {
        const counted = scope === 'socket' ? venue.sockets.map((socket) => [socket]) : [venue.sockets];
        expect(Math.max(...counted.map((sockets) => mostWithin(framesAt({ sockets }), 1_000)))).toBe(5);
        expect(subscribedTwice(venue)).toEqual([]);
      };
      // The second before the last frame may leave, then an answer.
      advance(longest - 1);
      expect(liveOf(feeds)).toBeLessThan(500);
      advance(1 + 1);
      expect(liveOf(feeds)).toBe(500);
      for (const round of [1, 2]) {
        advance(2_000);
        dropAll(venue);
        expect(liveOf(feeds)).toBe(0);
        // The last of a second's frames may be in the window yet, after a backoff of 50 ms.
        advance(50 + longest + 1);
        expect([round, liveOf(feeds)]).toEqual([round, 500]);
      }
      expect([venue.sockets.length, venue.open()]).toEqual([15, 5]);
      expect(framesAt(venue)).toHaveLength(150);
      judge();
      // The frames that end topics count as well, though the socket is about to close.
      for (const { leave } of feeds.slice(0, 90)) leave();
      advance(9_000);
      expect(framesAt(venue)).toHaveLength(159);
      judge();
      for (const { leave } of feeds) leave();
      advance(30_000);
      expect([venue.open(), timers()]).toEqual([0, 0]);
      judge();
    },
  );

  it('gives up the place of what is left while it waits, and lets others join the frame that has not left', () => {
    const { venue, client, advance, timers } = limited([{ ...fiveASecond, scope: 'socket', limit: 1 }]);
    const early = followed(client, 20);
    advance(500);
    const [heard] = venue.sockets.map((socket) => socket.heard);
    expect(heard).toHaveLength(1);
    const late = followed(client, 5, 20);
    const more = followed(client, 3, 30);
    advance(499);
    for (const { leave } of [...late, ...more.slice(0, 2)]) leave();
    advance(1_501);
    expect(heard).toEqual([
      '0: +trades S0,S1,S2,S3,S4,S5,S6,S7,S8,S9',
      '1000: +trades S10,S11,S12,S13,S14,S15,S16,S17,S18,S19',
      '2000: +trades S32',
    ]);
    for (const { leave } of [...early, ...more]) leave();
    advance(2_000);
    expect([venue.open(), timers()]).toEqual([0, 0]);
  });

  it('never dials more often than allowed, though fifty sockets are dropped at once', () => {
    const dials: number[] = [];
    const rule = {
      scope: 'address',
      counts: 'connects',
      kind: 'sliding',
      limit: 20,
      window: 60_000,
      slack: 0,
    } as const;
    const { scheduler, venue, client, advance } = limited(
      [rule],
      {
        failsDial: () => {
          dials.push(scheduler.now());
          return undefined;
        },
      },
      { limits: { topicsPerSocket: 1 } },
    );
    const feeds = followed(client, 50);
    expect([dials.length, liveOf(feeds)]).toEqual([20, 0]);
    advance(120_001);
    expect([dials.length, liveOf(feeds)]).toEqual([50, 50]);
    dropAll(venue);
    // Ten may go at once, for the last twenty seconds took but ten.
    advance(51);
    expect(dials).toHaveLength(60);
    advance(180_000);
    expect([dials.length, liveOf(feeds)]).toEqual([100, 50]);
    expect(mostWithin(dials, 60_000)).toBe(20);
  });

  it('dials nothing while one of its sockets was told to wait, though the dialect limits nothing', () => {
    const dials: number[] = [];
    const { scheduler, client, advance } = limited(
      [],
      {
        failsDial: (dial) => {
          dials.push(scheduler.now());
          return dial === 1 ? new ColdwireError('dial-failed', { status: 429, retryAfterMs: 7_000 }) : undefined;
        },
      },
      { limits: { topicsPerSocket: 1 } },
    );
    const feeds = followed(client, 3);
    advance(6_999);
    expect(dials).toEqual([0]);
    advance(2);
    expect([dials, liveOf(feeds)]).toEqual([[0, 7_000, 7_000, 7_000], 3]);
  });

  it('shares the budget it is given with other clients and whoever else asks', () => {
    const { scheduler, venue, clientOf, advance } = limited([]);
    const shared = slidingWindow({ limit: 3, window: 1_000, scheduler });
    const [one, other] = [1, 2].map(() => clientOf({ limits: { budgets: [shared] } })) as [Client, Client];
    const rest: number[] = [];
    const feeds = [...followed(one, 100), ...followed(other, 100)];
    for (let call = 0; call < 10; call++)
      shared.acquire(1, laneNumbers.snapshot).subscribe(() => rest.push(scheduler.now()));
    advance(60_000);
    expect([liveOf(feeds), rest.length, framesAt(venue).length]).toEqual([200, 10, 20]);
    expect(mostWithin([...framesAt(venue), ...rest], 1_000)).toBe(3);
    // The calls took what there was at first, then waited until the frames, which are more urgent, had left.
    expect(rest.filter((at) => at < Math.max(...framesAt(venue)))).toEqual([0, 0, 0]);
  });

  it('opens no more sockets than it may: a topic without a place is connecting until there is one', () => {
    const { venue, client, advance, timers } = limited([], {}, { limits: { topicsPerSocket: 2, sockets: 2 } });
    const feeds = followed(client, 6);
    expect(feeds.map(({ last }) => last()?.kind)).toEqual(Array.from({ length: 6 }, () => 'stale'));
    expect(feeds[5]?.last()).toMatchObject({ reason: 'connecting', epoch: 0, subscription: { symbol: 'S5' } });
    advance(100);
    expect([venue.sockets.length, liveOf(feeds)]).toEqual([2, 4]);
    feeds[5]?.leave();
    feeds[0]?.leave();
    advance(100);
    expect([venue.sockets.length, feeds[4]?.isLive(), liveOf(feeds)]).toEqual([2, true, 5]);
    for (const { leave } of feeds) leave();
    advance(100);
    expect([venue.open(), timers()]).toEqual([0, 0]);
  });
});
