import { describe, expect, it } from '@jest/globals';
import { requestWatch } from '../../src/connection/requestWatch.ts';

/** A watch over a request, what it tells, and the time. */
function watched(isAnswered = true) {
  const told: unknown[] = [];
  let now = 0;
  const settings = {
    clock: { wall: () => -1, monotonic: () => now },
    onOutstanding: () => {
      told.push('out');
      return () => told.push('in');
    },
    onRoundTrip: (trip: unknown) => told.push(trip),
  };
  const watch = requestWatch(settings, 'cancel', isAnswered);
  const at = (instant: number): typeof watch => {
    now = instant;
    return watch;
  };
  return { at, told };
}

describe('requestWatch', () => {
  it('times the first reply from when the request left, and lets it be outstanding meanwhile', () => {
    const { at, told } = watched();
    at(3).leave(() => {});
    at(8).hear();
    at(9).hear();
    at(10).end();
    expect(told).toEqual(['out', { of: 'request', ms: 5, lane: 'cancel' }, 'in']);
  });

  it('tells nothing of one that never left, and lets none be outstanding that waits for no reply', () => {
    const never = watched();
    never.at(1).hear();
    never.at(2).end();
    expect(never.told).toEqual([]);
    const unanswered = watched(false);
    unanswered.at(1).leave(() => {});
    unanswered.at(1).end();
    expect(unanswered.told).toEqual([]);
  });

  it('says whether the request has left', () => {
    const { at } = watched();
    expect(at(1).hasLeft()).toBe(false);
    at(2).leave(() => {});
    at(3).hear();
    expect(at(4).hasLeft()).toBe(true);
  });

  it('has left while it is handed over, and has not where that throws', () => {
    const { at } = watched();
    const seen: boolean[] = [];
    const leave = (): void =>
      at(1).leave(() => {
        seen.push(at(1).hasLeft());
        throw new Error('full');
      });
    expect(leave).toThrow('full');
    expect([...seen, at(2).hasLeft()]).toEqual([true, false]);
  });
});
