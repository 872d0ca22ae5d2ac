import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { budgetOfRule } from '../../src/limits/budgetOfRule.ts';
import type { LimitRule } from '../../src/protocol/limitRule.ts';
import { clockOf } from '../../src/transport/clock.ts';

const frames = { scope: 'address', counts: 'frames' } as const;

/** When so many frames, asked for at once, are let go. */
function grants(rule: LimitRule, count: number): readonly number[] {
  const scheduler = new VirtualTimeScheduler(VirtualAction);
  const budget = budgetOfRule(rule, 'limit', { scheduler, clock: clockOf(scheduler) });
  const times: number[] = [];
  for (let frame = 0; frame < count; frame++) budget.acquire().subscribe(() => times.push(scheduler.now()));
  scheduler.flush();
  return times;
}

/** Arrivals of frames let go at these times, each late by so much. */
const arrivals = (times: readonly number[], delays: readonly number[]): readonly number[] =>
  times.map((time, index) => time + (delays[index] ?? 0)).sort((a, b) => a - b);

const delaysUpTo = (slack: number) => fc.array(fc.integer({ min: 0, max: slack }), { minLength: 40, maxLength: 40 });

describe('budgetOfRule', () => {
  it('keeps a window longer by the slack, 100 ms unless told', () => {
    expect(grants({ ...frames, kind: 'sliding', limit: 2, window: 1_000 }, 5)).toEqual([0, 0, 1_100, 1_100, 2_200]);
    expect(grants({ ...frames, kind: 'sliding', limit: 1, window: 1_000, slack: 0 }, 3)).toEqual([0, 1_000, 2_000]);
    expect(grants({ ...frames, kind: 'calendar', limit: 1, window: 1_000, slack: 5 }, 2)).toEqual([0, 1_005]);
  });

  it('leaves of a bucket what comes back within the slack', () => {
    const rule = { ...frames, kind: 'bucket', refill: 2, per: 1_000 } as const;
    expect(grants({ ...rule, limit: 3, slack: 500 }, 4)).toEqual([0, 0, 500, 1_000]);
    expect(grants({ ...rule, limit: 3, slack: 0 }, 4)).toEqual([0, 0, 0, 500]);
    expect(grants({ ...rule, limit: 1, slack: 100 }, 3)).toEqual([0, 600, 1_200]);
  });

  it('keeps a window where the frames arrive, however they are late within the slack', () => {
    const rule = { ...frames, kind: 'sliding', limit: 3, window: 1_000, slack: 250 } as const;
    const times = grants(rule, 40);
    fc.assert(
      fc.property(delaysUpTo(250), (delays) => {
        const came = arrivals(times, delays);
        // The fourth of any four comes a window after the first.
        expect(came.slice(3).every((at, index) => at - (came[index] ?? 0) >= 1_000)).toBe(true);
      }),
    );
  });

  it('keeps a bucket where the frames arrive, however they are late within the slack', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 5), fc.constantFrom(1, 3), delaysUpTo(250), (limit, refill, delays) => {
        const rule = { ...frames, kind: 'bucket', limit, refill, per: 1_000, slack: 250 } as const;
        let tokens: number = limit;
        let last = 0;
        for (const at of arrivals(grants(rule, 40), delays)) {
          tokens = Math.min(limit, tokens + ((at - last) * refill) / 1_000) - 1;
          last = at;
          expect(tokens).toBeGreaterThan(-1e-6);
        }
      }),
    );
  });

  const sliding = { ...frames, kind: 'sliding', limit: 1, window: 1 } as const;
  const bucket = { ...frames, kind: 'bucket', limit: 1, refill: 1, per: 1 } as const;
  it.each<[string, object]>([
    ['limit', { ...sliding, limit: 0 }],
    ['limit', { ...sliding, limit: 1.5 }],
    ['limit', { ...sliding, limit: undefined }],
    ['window', { ...sliding, window: 0 }],
    ['window', { ...sliding, window: undefined }],
    ['window', { ...sliding, kind: 'calendar', window: Number.POSITIVE_INFINITY }],
    ['slack', { ...sliding, slack: -1 }],
    ['refill', { ...bucket, refill: 0 }],
    ['refill', { ...bucket, refill: Number.POSITIVE_INFINITY }],
    ['per', { ...bucket, per: 0 }],
    ['kind', { ...sliding, kind: 'leaky' }],
    ['counts', { ...sliding, scope: 'socket', counts: 'connects' }],
  ])('refuses a rule whose %s cannot be meant', (field, rule) => {
    const scheduler = new VirtualTimeScheduler();
    let refused: string | undefined;
    try {
      budgetOfRule(rule as LimitRule, 'limit', { scheduler, clock: clockOf(scheduler) });
    } catch (error) {
      refused = isColdwireError(error, 'invalid-options') ? error.context.option : String(error);
    }
    expect(refused).toBe(`limit.${field}`);
  });
});
