import { describe, expect, it } from '@jest/globals';
import { VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { outboundLimits } from '../../src/limits/outboundLimits.ts';
import type { Lane } from '../../src/protocol/lane.ts';
import type { LimitRule } from '../../src/protocol/limitRule.ts';
import { clockOf } from '../../src/transport/clock.ts';

const rule = { scope: 'address', counts: 'frames', kind: 'sliding', limit: 2, window: 100, slack: 0 } as const;

/** The limits of a client in virtual time, whose only budget of its own is of ten units in a second. */
function limited() {
  const scheduler = new VirtualTimeScheduler(VirtualAction);
  const own = slidingWindow({ limit: 10, window: 1_000, scheduler });
  const limitsOf = outboundLimits([own], { scheduler, clock: clockOf(scheduler) });
  const granted: string[] = [];
  const note = (name: string) => () => granted.push(`${name} ${scheduler.now()}`);
  const runTo = (frame: number): void => {
    scheduler.maxFrames = frame;
    scheduler.flush();
  };
  return { limitsOf, granted, note, runTo, own, timers: () => scheduler.actions.length };
}

describe('outboundLimits', () => {
  it('gives a socket its budgets anew, and one budget to all who name the same rule', () => {
    const shared: LimitRule = { ...rule, limit: 3 };
    const { limitsOf, granted, note, runTo } = limited();
    const one = { limits: [shared, { ...rule, scope: 'socket' } as const] };
    const paces = [limitsOf(one).pace(), limitsOf(one).pace(), limitsOf({ limits: [shared] }).pace()];
    paces.forEach(({ turn }, index) => {
      for (let frame = 0; frame < 3; frame++) turn({ lane: 'order' }).subscribe(note(String(index)));
    });
    runTo(1_000);
    // Three in a hundred milliseconds by all, of which each of the first two sockets has no more than two.
    expect(granted).toEqual(['0 0', '0 0', '1 0', '0 100', '1 100', '1 100', '2 200', '2 200', '2 200']);
  });

  it('knows a dialect by itself, not by its limits', () => {
    const { limitsOf } = limited();
    const dialect = { limits: [] };
    expect(limitsOf(dialect)).toBe(limitsOf(dialect));
    expect(limitsOf({ limits: dialect.limits })).not.toBe(limitsOf(dialect));
  });

  it('counts frames as one and weights by what they weigh, its own budgets among those', () => {
    const { limitsOf, own } = limited();
    const weights: LimitRule = { ...rule, counts: 'weight', limit: 6 };
    const { turn, most, spend } = limitsOf({ limits: [rule, weights] }).pace();
    expect(most).toBe(6);
    turn({ lane: 'order', weight: 5 }).subscribe();
    spend();
    expect([own.waitFor(4), own.waitFor(5)]).toEqual([0, 1_000]);
    turn({ lane: 'order', weight: 0 }).subscribe();
    expect(own.waitFor(4)).toBe(0);
  });

  it('counts the lanes a rule names alone, and by all rules what goes without asking', () => {
    const { limitsOf, granted, note, runTo } = limited();
    const { turn, spend } = limitsOf({ limits: [{ ...rule, limit: 1, lanes: ['subscribe', 'auth'] }] }).pace();
    for (const lane of ['heartbeat', 'subscribe', 'cancel', 'auth', 'order'] satisfies Lane[])
      turn({ lane }).subscribe(note(lane));
    runTo(150);
    spend();
    turn({ lane: 'subscribe' }).subscribe(note('later'));
    runTo(1_000);
    expect(granted).toEqual(['heartbeat 0', 'subscribe 0', 'cancel 0', 'order 0', 'auth 100', 'later 200']);
  });

  it('lets dials wait for what counts them, and for a venue that asked to wait, the frames not', () => {
    const { limitsOf, granted, note, runTo, timers } = limited();
    const connects: LimitRule = { ...rule, counts: 'connects', limit: 1 };
    const { dial$, dialIn, penalise, pace } = limitsOf({ limits: [connects] });
    const sibling = limitsOf({ limits: [connects] });
    expect(dialIn()).toBe(0);
    for (let dial = 0; dial < 3; dial++) dial$.subscribe(note('dial'));
    expect(dialIn()).toBe(100);
    penalise(150);
    expect([dialIn(), sibling.dialIn()]).toEqual([150, 150]);
    pace().turn({ lane: 'order' }).subscribe(note('frame'));
    sibling.dial$.subscribe(note('sibling'));
    runTo(1_000);
    expect(granted).toEqual(['dial 0', 'frame 0', 'dial 150', 'dial 250', 'sibling 350']);
    penalise(Number.POSITIVE_INFINITY);
    expect(dialIn()).toBe(2 ** 31 - 1);
    expect(timers()).toBe(0);
  });

  it('lets what was granted wait for a venue that asks to wait, and counts it no more', () => {
    const { limitsOf, granted, note, runTo } = limited();
    const connects: LimitRule = { ...rule, counts: 'connects', limit: 1 };
    const { dial$, unbarred$, asks } = limitsOf({ limits: [connects, rule] });
    const sibling = limitsOf({ limits: [connects, rule] });
    dial$.subscribe(note('dial'));
    dial$.subscribe(note('next'));
    unbarred$.subscribe(note('dialled'));
    sibling.asks.penalise(30);
    unbarred$.subscribe(note('dialled again'));
    asks.unbarred$.subscribe(note('asked'));
    sibling.penalise(70);
    unbarred$.subscribe(note('late'));
    runTo(1_000);
    expect(granted).toEqual(['dial 0', 'dialled 0', 'dialled again 0', 'asked 30', 'late 70', 'next 100']);
  });

  it('keeps a dialect that limits no dials to what its venue asks', () => {
    const { limitsOf, granted, note, runTo } = limited();
    const { dial$, penalise } = limitsOf({});
    penalise(70);
    dial$.subscribe(note('dial'));
    limitsOf({ limits: [] }).dial$.subscribe(note('other'));
    runTo(1_000);
    expect(granted).toEqual(['other 0', 'dial 70']);
  });

  it.each<[string, readonly LimitRule[]]>([
    ['limits[1].limit', [rule, { ...rule, limit: -1 }]],
    ['limits[0].window', [{ ...rule, scope: 'socket', window: -1 }]],
    ['limits[0].limit', [{ ...rule, counts: 'connects', limit: 0 }]],
  ])('refuses %s where it cannot be meant, before any socket opens', (option, limits) => {
    const { limitsOf } = limited();
    let refused: unknown;
    try {
      limitsOf({ limits });
    } catch (error) {
      refused = isColdwireError(error, 'invalid-options') && error.context.option;
    }
    expect(refused).toBe(option);
  });

  it('counts what REST is asked beside frames, in lanes of one budget where both name the rule', () => {
    const shared: LimitRule = { ...rule, counts: 'weight', limit: 9 };
    const { limitsOf, granted, note, runTo } = limited();
    const { asks } = limitsOf({ limits: [shared] });
    const { turn } = limitsOf({ limits: [shared] }).pace();
    asks.turn({ lane: 'snapshot', weight: 4 }).subscribe(note('book'));
    asks.turn({ lane: 'snapshot', weight: 4 }).subscribe(note('book'));
    asks.turn({ lane: 'snapshot', weight: 4 }).subscribe(note('book'));
    turn({ lane: 'order' }).subscribe(note('order'));
    runTo(1_100);
    // Ten in a second are the client's own: the third book waits for those, and the order goes before it.
    expect(granted).toEqual(['book 0', 'book 0', 'order 0', 'book 1000']);
  });

  it('lets what weighs more than all there is take all of it', () => {
    const { limitsOf, granted, note, runTo } = limited();
    const { asks } = limitsOf({ limits: [] });
    asks.turn({ lane: 'snapshot', weight: 250 }).subscribe(note('deep book'));
    asks.turn({ lane: 'snapshot', weight: 1 }).subscribe(note('book'));
    runTo(2_000);
    expect(granted).toEqual(['deep book 0', 'book 1000']);
  });

  it('asks nothing while the venue wishes to be left alone, and goes on to send', () => {
    const { limitsOf, granted, note, runTo } = limited();
    const { asks, pace } = limitsOf({ limits: [] });
    asks.penalise(700);
    asks.turn({ lane: 'snapshot' }).subscribe(note('book'));
    pace().turn({ lane: 'order' }).subscribe(note('order'));
    runTo(2_000);
    expect(granted).toEqual(['order 0', 'book 700']);
  });
});
