import { describe, expect, it, jest } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import { alarm } from '../../../operators/internal/alarm.ts';
import { LONGEST_DELAY } from '../../../operators/internal/longestDelay.ts';

/** An alarm, the delays it asked its scheduler for, and when it rang. */
function watched() {
  const virtual = new VirtualTimeScheduler();
  const schedule = jest.spyOn(virtual, 'schedule');
  const delays = (): readonly unknown[] => schedule.mock.calls.map(([, delay]) => delay);
  const { rings$, by, off } = alarm(virtual);
  const rings: number[] = [];
  const told = rings$.subscribe(() => rings.push(virtual.now()));
  return { by, off, delays, rings, told, virtual };
}

describe('alarm', () => {
  it('sets no timer anew for what is due later, and one for what is due earlier', () => {
    const { by, delays, rings, virtual } = watched();
    by(0, 100);
    by(1, 101);
    by(2, 150);
    expect(delays()).toEqual([100]);
    by(2, 52);
    expect(delays()).toEqual([100, 50]);
    virtual.flush();
    expect(rings).toEqual([50]);
  });

  it('can be set again once it has rung', () => {
    const { by, rings, virtual } = watched();
    by(0, 100);
    virtual.flush();
    by(100, 200);
    virtual.flush();
    expect(rings).toEqual([100, 200]);
  });

  it('rings too early rather than at once when it is due later than a timer can hold, and never for never', () => {
    const { by, delays } = watched();
    by(0, Number.POSITIVE_INFINITY);
    expect(delays()).toEqual([]);
    by(0, 2 ** 40);
    expect(delays()).toEqual([LONGEST_DELAY]);
  });

  it('ends its timer when it is off and when nobody listens', () => {
    const { by, off, told, virtual } = watched();
    by(0, 100);
    off();
    expect(virtual.actions).toHaveLength(0);
    by(0, 100);
    expect(virtual.actions).toHaveLength(1);
    told.unsubscribe();
    expect(virtual.actions).toHaveLength(0);
  });
});
