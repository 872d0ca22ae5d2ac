import { describe, expect, it } from '@jest/globals';
import { stallWatch } from '../../src/subscription/stallWatch.ts';

describe('stallWatch', () => {
  const watched = () => {
    let now = 5;
    const { isStalled } = stallWatch(10, { monotonic: () => now });
    return (ms: number): boolean => {
      now += ms;
      return isStalled();
    };
  };

  it('finds a stall when nothing happened for longer than allowed', () => {
    const after = watched();
    expect([after(10), after(11), after(10), after(0)]).toEqual([false, true, false, false]);
  });

  it('finds it once', () => {
    const after = watched();
    expect([after(99), after(0), after(1)]).toEqual([true, false, false]);
  });

  it('takes a clock that goes back for no stall', () => {
    const after = watched();
    expect([after(-5), after(10)]).toEqual([false, false]);
  });
});
