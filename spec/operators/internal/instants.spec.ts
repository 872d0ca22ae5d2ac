import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import { calendarWindow } from '../../../operators/calendarWindow.ts';
import { instants } from '../../../operators/internal/instants.ts';

/** A clock whose methods need it. */
const clock = {
  at: 5,
  wall(): number {
    return this.at + 100;
  },
  monotonic(): number {
    return this.at;
  },
};
const scheduler = new VirtualTimeScheduler();

describe('instants', () => {
  it('are the clock’s, asked as its own methods, or else the scheduler’s', () => {
    const { wall, monotonic } = instants(scheduler, clock);
    expect([wall(), monotonic()]).toEqual([105, 5]);
    scheduler.frame = 7;
    const bare = instants(scheduler, undefined);
    expect([bare.wall(), bare.monotonic()]).toEqual([7, 7]);
  });

  it('are told to a budget by the calendar, too', () => {
    const budget = calendarWindow({ limit: 1, window: 10, scheduler, clock });
    budget.spend(1);
    expect(budget.waitFor(1)).toBe(5);
  });
});
