import { describe, expect, it } from '@jest/globals';
import { durationOption } from '../../src/util/durationOption.ts';

describe('durationOption', () => {
  it('is what was given, and the default where nothing was', () => {
    expect(durationOption('linger', 0, 1_000)).toBe(0);
    expect(durationOption('linger', 2_147_483_647, 1_000)).toBe(2_147_483_647);
    expect(durationOption('linger', undefined, 1_000)).toBe(1_000);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 2_147_483_648])('refuses %d, which no timer can wait', (value) => {
    expect(() => durationOption('linger', value, 1_000)).toThrow(
      'invalid-options (option: linger, expected: milliseconds, 0 to 2147483647)',
    );
  });

  it('refuses what is shorter than the least', () => {
    expect(() => durationOption('every', 0, 1_000, { least: 1 })).toThrow('milliseconds, 1 to');
    expect(durationOption('every', 1, 1_000, { least: 1 })).toBe(1);
  });
});
