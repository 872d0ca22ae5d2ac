import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { subtractDecimals } from '../../src/util/subtractDecimals.ts';

describe('subtractDecimals', () => {
  it.each([
    ['1.50', '0.5', '1.00'],
    ['0.3', '0.1', '0.2'],
    ['1', '1', '0'],
    ['0.001', '0.001', '0.000'],
    ['1', '2.5', '-1.5'],
    ['0.05', '0.1', '-0.05'],
    ['9007199254740993', '1', '9007199254740992'],
    ['-1', '-0.5', '-0.5'],
  ])('of %s and %s is %s', (text, less, expected) => {
    expect(subtractDecimals(text, less)).toBe(expected);
  });

  it('is what added again gives the first', () => {
    const cents = fc.bigInt(0n, 10n ** 18n);
    const textOf = (value: bigint): string => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`;
    fc.assert(
      fc.property(cents, cents, (less, difference) => {
        expect(subtractDecimals(textOf(less + difference), textOf(less))).toBe(textOf(difference));
      }),
    );
  });
});
