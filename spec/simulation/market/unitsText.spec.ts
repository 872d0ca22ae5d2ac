import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unitsText } from '../../../src/simulation/market/unitsText.ts';

describe('unitsText', () => {
  it.each([
    [630_049, 1, '63004.9'],
    [630_050, 1, '63005.0'],
    [5_100, 8, '0.00005100'],
    [0, 8, '0.00000000'],
    [0, 0, '0'],
    [7, 0, '7'],
    [-12, 1, '-1.2'],
    [-5, 2, '-0.05'],
  ])('prints %i units with %i decimals as %s', (units, decimals, text) => {
    expect(unitsText(units, decimals)).toBe(text);
  });

  it('keeps every digit', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 12 }), (units, decimals) => {
        const text = unitsText(units, decimals);
        expect(text).toMatch(decimals === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${decimals}}$`));
        expect(BigInt(text.replace('.', ''))).toBe(BigInt(units));
      }),
    );
  });
});
