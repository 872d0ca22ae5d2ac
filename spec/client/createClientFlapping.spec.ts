import { describe, expect, it } from '@jest/globals';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import { virtualTime } from '../../src/simulation/index.ts';
import { seededRandom } from '../../src/util/random.ts';
import { tickerFrame, type TinyBehaviour, tinyClient, tinyDialect, type TinySocket } from '../helpers/tinyDialect.ts';

const HOUR = 3_600_000;
const closed = new ColdwireError('connection-lost', { code: 1000, wasClean: true });
const calm = { ...tinyDialect, liveness: { ...tinyDialect.liveness, within: 20_000 } };

/** An hour before a venue that treats each socket alike, with the defaults of the backoff. */
function hourBefore(treat: (socket: TinySocket, after: (ms: number, act: () => void) => void) => void) {
  const scheduler = virtualTime();
  const behaviour: TinyBehaviour = {
    dialect: calm,
    onOpen: (socket) => treat(socket, (ms, act) => scheduler.schedule(act, ms)),
  };
  const { client, venue } = tinyClient(scheduler, behaviour, {
    random: seededRandom(5),
    backoff: {},
    linger: 0,
    ackTimeout: 1_000,
  });
  const events: FeedEvent<unknown>[] = [];
  const feed = client.feed({ channel: 'ticker', symbol: 'A' }).subscribe((event) => events.push(event));
  scheduler.advanceTo(HOUR);
  feed.unsubscribe();
  scheduler.advanceTo(HOUR + 1);
  const ends = venue.sockets.map(({ closedAt }) => closedAt ?? HOUR);
  const pauses = venue.sockets.slice(1).map(({ at }, index) => at - (ends[index] ?? 0));
  return { dials: venue.sockets.length, pauses, events, open: venue.open(), timers: scheduler.pending() };
}

/** What full jitter below a cap of 30 s looks like over many pauses. */
function expectJittered(pauses: readonly number[]): void {
  expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
  const late = pauses.slice(6);
  expect(Math.max(...late)).toBeGreaterThan(27_000);
  expect(Math.min(...late)).toBeLessThan(3_000);
  const mean = late.reduce((sum, pause) => sum + pause, 0) / late.length;
  expect(mean).toBeGreaterThan(13_000);
  expect(mean).toBeLessThan(17_000);
  expect(new Set(late.map(Math.round)).size).toBeGreaterThan(late.length * 0.95);
}

describe('an hour before a venue', () => {
  it('that accepts and closes politely at once is dialled ever more slowly, by chance, and never hot', () => {
    const { dials, pauses, events, open, timers } = hourBefore((socket, after) => after(0, () => socket.drop(closed)));
    expect(dials).toBeGreaterThan(200);
    expect(dials).toBeLessThan(290);
    expectJittered(pauses);
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['stale']));
    expect([open, timers]).toEqual([0, 0]);
  });

  it('that acknowledges, sends data, and closes: one that lives shortly is no sign of health', () => {
    const { dials, pauses, events } = hourBefore((socket, after) => {
      after(5, () => socket.say(tickerFrame('A', '1')));
      after(5_000, () => socket.drop(closed));
    });
    expect(dials).toBeGreaterThan(140);
    expect(dials).toBeLessThan(220);
    expectJittered(pauses);
    expect(events.slice(0, 5).map(({ kind }) => kind)).toEqual(['stale', 'live', 'data', 'stale', 'live']);
  });

  it('that cuts each after two good minutes is dialled at its first pause again each time', () => {
    const { dials, pauses } = hourBefore((socket, after) => {
      for (let beat = 5; beat < 120_000; beat += 10_000) after(beat, () => socket.say(tickerFrame('A', '1')));
      after(120_000, () => socket.drop(closed));
    });
    expect(dials).toBe(30);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(1_000);
  });

  it('that acknowledges and says nothing more loses its sockets to silence, one dial a socket', () => {
    const { dials, events } = hourBefore(() => {});
    // Each lives for the 20 s that a silence may last, then pauses up to 30 s.
    expect(dials).toBeGreaterThan(90);
    expect(dials).toBeLessThan(115);
    expect(new Set(events.flatMap((event) => (event.kind === 'stale' ? [event.reason] : [])))).toEqual(
      new Set(['connecting', 'silence']),
    );
  });
});
