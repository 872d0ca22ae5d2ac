import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type LearnedCadence, learnCadence } from '../../../operators/internal/learnCadence.ts';

/** A cadence that has learned gaps, one after the other. */
function taught(options: LearnedCadence, ...gaps: readonly number[]): number {
  const cadence = learnCadence(options);
  let at = 0;
  for (const gap of gaps) {
    at += gap;
    cadence.learn(gap, at);
  }
  return cadence.limit();
}

describe('learnCadence', () => {
  it('allows the ceiling until enough gaps are known', () => {
    expect(taught({})).toBe(60_000);
    expect(taught({}, ...Array(7).fill(1_000))).toBe(60_000);
    expect(taught({}, ...Array(8).fill(1_000))).toBe(3_000);
    expect(taught({ samples: 1, ceiling: 5_000, factor: 2 }, 1_500)).toBe(3_000);
  });

  it('allows a multiple of the longest gap, however many short ones there are', () => {
    expect(taught({}, ...Array(20).fill(10), 2_000, ...Array(500).fill(10))).toBe(6_000);
  });

  it('never allows less than the floor or more than the ceiling', () => {
    expect(taught({}, ...Array(9).fill(1))).toBe(1_000);
    expect(taught({ floor: 5 }, ...Array(9).fill(1))).toBe(5);
    expect(taught({ ceiling: 9_000 }, ...Array(9).fill(4_000))).toBe(9_000);
  });

  it('forgets a gap after once to twice the time it is told to remember', () => {
    const options = { samples: 1, floor: 0, factor: 1, over: 100, ceiling: 1_000 };
    const tens = (count: number): readonly number[] => Array(count).fill(10);
    // The stretches begin at 50, 150 and 250.
    expect(taught(options, 50, ...tens(10))).toBe(50);
    expect(taught(options, 50, ...tens(19))).toBe(50);
    expect(taught(options, 50, ...tens(20))).toBe(10);
  });

  it('is never below the longest gap of the last stretch of time, within its bounds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(100), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 300 }),
        (gaps, over) => {
          const limit = taught({ samples: 1, floor: 0, factor: 1, over, ceiling: 1_000 }, ...gaps);
          let age = 0;
          const recent = gaps.toReversed().filter((gap) => {
            const isRecent = age < over;
            age += gap;
            return isRecent;
          });
          expect(limit).toBeGreaterThanOrEqual(Math.max(...recent));
          expect(limit).toBeLessThanOrEqual(Math.max(...gaps));
        },
      ),
    );
  });
});
