import { describe, expect, it } from '@jest/globals';
import { countOption } from '../../src/util/countOption.ts';

describe('countOption', () => {
  it('is what was given, and the default where nothing was', () => {
    expect(countOption('pending', 1, 1_000)).toBe(1);
    expect(countOption('pending', undefined, 1_000)).toBe(1_000);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d, which counts nothing', (value) => {
    expect(() => countOption('pending', value, 1_000)).toThrow(
      'invalid-options (option: pending, expected: a positive integer)',
    );
  });
});
