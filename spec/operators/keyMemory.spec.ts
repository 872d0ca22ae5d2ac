import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyMemory } from '../../operators/internal/keyMemory.ts';

describe('keyMemory', () => {
  it('knows the last keys of a single leg only when there is something to compare with', () => {
    const memory = keyMemory(2);
    for (const key of ['a', 'b', 'c']) expect(memory.isNews(key, 0)).toBe(true);
    expect(memory.isNews('c', 0)).toBe(true);
    memory.compare();
    expect(['a', 'b', 'c', undefined].map(memory.has)).toEqual([false, false, true, false]);
  });

  it('remembers nothing with a window of 0', () => {
    const memory = keyMemory(0);
    expect(memory.isNews('a', 0)).toBe(true);
    memory.compare();
    expect(memory.has('a')).toBe(false);
    expect(memory.isNews('b', 0)).toBe(true);
    expect(memory.isNews('b', 1)).toBe(true);
  });

  it('tells of each key what a list of the last ones would tell', () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ key: fc.nat(12), leg: fc.boolean() }) },
      { weight: 1, arbitrary: fc.constant('rotate' as const) },
      { weight: 1, arbitrary: fc.constant('settle' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const window = 1_000;
        const memory = keyMemory(window);
        const brought = new Map<number, number>();
        let owner = 0;
        let candidate: number | undefined;
        for (const each of steps) {
          if (each === 'rotate') {
            if (candidate === undefined) {
              candidate = owner + 1;
              memory.compare();
            }
          } else if (each === 'settle') {
            if (candidate !== undefined) {
              owner = candidate;
              candidate = undefined;
              memory.belongTo(owner);
            }
          } else {
            const { key } = each;
            if (candidate !== undefined) expect(memory.has(key)).toBe(brought.has(key));
            const by = brought.get(key);
            const isNews = by === undefined || by === owner;
            expect(memory.isNews(key, owner)).toBe(isNews);
            if (isNews) brought.set(key, owner);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('forgets what another leg brought once a window of its own has followed', () => {
    const memory = keyMemory(3);
    for (const key of [1, 2, 3]) memory.isNews(key, 0);
    memory.compare();
    memory.belongTo(1);
    expect([3, 4, 5].map((key) => memory.isNews(key, 1))).toEqual([false, true, true]);
    // 3 is still there of the three, and goes with the next.
    expect([6, 3].map((key) => memory.isNews(key, 1))).toEqual([true, true]);
    memory.compare();
    expect([4, 5, 6, 3].map(memory.has)).toEqual([false, true, true, true]);
  });
});
