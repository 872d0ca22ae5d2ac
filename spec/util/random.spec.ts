import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entropicRandom, seededRandom } from '../../src/util/random.ts';

const first = (count: number, random: () => number): readonly number[] => Array.from({ length: count }, () => random());

describe('seededRandom', () => {
  it('gives the same sequence for the same seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(first(20, seededRandom(seed))).toEqual(first(20, seededRandom(seed)));
      }),
    );
  });

  it('gives the sequence that it has always given, on every machine', () => {
    expect(first(4, seededRandom(1)).map((value) => value * 2 ** 32)).toEqual([
      1_930_539_107, 2_003_999_907, 2_883_482_671, 4_206_869_851,
    ]);
  });

  it('gives neighbouring seeds sequences that have nothing in common', () => {
    const starts = Array.from({ length: 1_000 }, (_, seed) => seededRandom(seed)());
    expect(new Set(starts).size).toBe(1_000);
  });

  it('stays in [0, 1)', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => first(50, seededRandom(seed)).every((value) => value >= 0 && value < 1)),
    );
  });

  it('fills that range evenly', () => {
    const values = first(16_000, seededRandom(7));
    const bins = Array.from(
      { length: 16 },
      (_, bin) => values.filter((value) => Math.floor(value * 16) === bin).length,
    );
    expect(Math.min(...bins)).toBeGreaterThan(850);
    expect(Math.max(...bins)).toBeLessThan(1_150);
  });
});

describe('entropicRandom', () => {
  it('gives numbers in [0, 1), others each time', () => {
    const [one, other] = [first(20, entropicRandom()), first(20, entropicRandom())];
    expect(one.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(one).not.toEqual(other);
  });
});
