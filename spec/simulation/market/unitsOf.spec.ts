import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unitsOf } from '../../../src/simulation/market/unitsOf.ts';
import { unitsText } from '../../../src/simulation/market/unitsText.ts';

describe('unitsOf', () => {
  it.each([
    ['63004.9', 1, 630_049],
    ['63004', 1, 630_040],
    ['63004.90', 1, 630_049],
    ['0', 0, 0],
  ])('reads %s with %i decimals', (text, decimals, units) => {
    expect(unitsOf(text, decimals)).toBe(units);
  });

  it.each(['63004.95', '', '-1', '1e3', '1.', '.5', ' 1', '99999999999999999'])('does not read %j', (text) => {
    expect(unitsOf(text, 1)).toBeUndefined();
  });

  it('reads what unitsText prints', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 8 }), (units, decimals) => {
        expect(unitsOf(unitsText(units, decimals), decimals)).toBe(units);
      }),
    );
  });
});
