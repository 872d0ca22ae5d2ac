import { describe, expect, it } from '@jest/globals';
import { timer } from 'rxjs';
import { recordedTime } from '../../src/record/recordedTime.ts';

describe('recordedTime', () => {
  it('stands still until told to move, and never goes back', () => {
    const { clock, advanceTo } = recordedTime();
    const seen = [0, 5.25, 3, 7].map((instant) => {
      advanceTo(instant);
      return [clock.wall(), clock.monotonic()];
    });
    expect(seen).toEqual([
      [0, 0],
      [5.25, 5.25],
      [5.25, 5.25],
      [7, 7],
    ]);
  });

  it('runs what is due on the way, at its instant', () => {
    const { scheduler, clock, advanceTo } = recordedTime();
    const rung: number[] = [];
    for (const due of [20, 10, 30]) timer(due, scheduler).subscribe(() => rung.push(clock.wall()));
    advanceTo(9);
    expect(rung).toEqual([]);
    advanceTo(25);
    expect(rung).toEqual([10, 20]);
    expect(clock.wall()).toBe(25);
  });

  it('runs what is due now when told to settle, what that brings about included', () => {
    const { scheduler, advanceTo, settle } = recordedTime();
    const rung: string[] = [];
    advanceTo(5);
    timer(0, scheduler).subscribe(() => {
      rung.push('first');
      timer(0, scheduler).subscribe(() => rung.push('second'));
    });
    expect(rung).toEqual([]);
    settle();
    expect(rung).toEqual(['first', 'second']);
  });

  it('never rings a timer without end, and forgets it when it is given up', () => {
    const { scheduler, advanceTo } = recordedTime();
    const rung: string[] = [];
    const endless = [1, 2].map((name) =>
      timer(Number.POSITIVE_INFINITY, scheduler).subscribe(() => rung.push(`endless ${name}`)),
    );
    timer(3, scheduler).subscribe(() => rung.push('soon'));
    advanceTo(Number.MAX_SAFE_INTEGER);
    expect(rung).toEqual(['soon']);
    for (const subscription of endless) subscription.unsubscribe();
    expect((scheduler as unknown as { readonly actions: readonly unknown[] }).actions).toEqual([]);
  });
});
