import { describe, expect, it } from '@jest/globals';
import { backoffOf, defaultBackoff } from '../../src/connection/options.ts';

describe('backoffOf', () => {
  it('fills in what is not given', () => {
    expect(backoffOf()).toEqual(defaultBackoff);
    expect(backoffOf({ base: 0, cap: 5 })).toEqual({ base: 0, cap: 5, stableAfter: 60_000 });
  });

  it.each(['base', 'cap', 'stableAfter'] as const)('refuses a %s that is no duration', (option) => {
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => backoffOf({ [option]: value })).toThrow(`invalid-options (option: backoff.${option},`);
  });
});
