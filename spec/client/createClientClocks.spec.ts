import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import type { Subscription } from '../../src/model/subscription.ts';
import { loginClient, loginDialect } from '../helpers/loginVenue.ts';
import { marked, tradesFrame } from '../helpers/tinyDialect.ts';

const HOUR = 3_600_000;
const tradesOf = (symbol: string): Subscription => ({ channel: 'trades', symbol });

/** What a client does by the venue's own clock, whose machine has its own wall clock set to jump at 5, 40 and 90. */
function lived(jumps: readonly [number, number, number]) {
  const scheduler = new VirtualTimeScheduler();
  let ahead = 0;
  const clock = { wall: () => scheduler.now() + ahead, monotonic: () => scheduler.now() };
  const rule = { scope: 'address', counts: 'frames', kind: 'sliding', limit: 2, window: 20, slack: 0 } as const;
  const { client, venue, logins } = loginClient(scheduler, { clock, backoff: { base: 8, cap: 64 } }, undefined, {
    dialect: { ...loginDialect, limits: [rule] },
  });
  const told: string[] = [];
  for (const symbol of ['A', 'B', 'C', 'D'])
    marked(client.feed(tradesOf(symbol))).subscribe((letter) => told.push(`${scheduler.now()} ${symbol}${letter}`));
  client
    .request({ do: 'wait' }, { route: 'main', timeout: 45 })
    .subscribe({ error: ({ kind }) => told.push(`${scheduler.now()} ${String(kind)}`) });
  for (const [index, at] of [5, 40, 90].entries()) {
    scheduler.schedule(() => {
      ahead = jumps[index] ?? 0;
    }, at);
    scheduler.schedule(() => venue.last().say(tradesFrame('D', String(at))), at + 2);
  }
  scheduler.schedule(() => venue.sockets[0]?.drop(), 60);
  scheduler.maxFrames = 300;
  scheduler.flush();
  const wire = venue.sockets.map(({ at, closedAt, heard }) => [at, closedAt, heard]);
  return { told, wire, stamped: logins.map(({ at }) => Number(at)) };
}

describe('a wall clock that jumps by an hour', () => {
  const steady = lived([0, 0, 0]);

  it('finds much going on by durations: dials, a lost socket, silence, limits, a request that waits', () => {
    expect(steady.told.join()).toMatch(/outcome-unknown/);
    expect(steady.told.join()).toMatch(/Ax/);
    expect(steady.told.join()).toMatch(/q/);
    expect(steady.wire.length).toBeGreaterThan(4);
  });

  it.each([
    ['ahead', [HOUR, HOUR, HOUR]],
    ['back', [-HOUR, -HOUR, -HOUR]],
    ['to and fro', [HOUR, -HOUR, 0]],
  ] as const)('%s moves what is stamped and signed, and no instant of anything that is done', (_, jumps) => {
    const { told, wire, stamped } = lived(jumps);
    expect(told).toEqual(steady.told);
    expect(wire).toEqual(steady.wire);
    const aheadAt = (at: number): number => (at < 5 ? 0 : at < 40 ? jumps[0] : at < 90 ? jumps[1] : jumps[2]);
    expect(stamped).toEqual(steady.stamped.map((at) => at + aheadAt(at)));
    expect(stamped).not.toEqual(steady.stamped);
  });
});
