import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, amountText } from '../../../src/simulation/exchange/amount.ts';

describe('amounts', () => {
  it.each([
    ['0', 0n, '0'],
    ['1', 10n ** 18n, '1'],
    ['1.50', 15n * 10n ** 17n, '1.5'],
    ['-0.000000000000000001', -1n, '-0.000000000000000001'],
    ['007', 7n * 10n ** 18n, '7'],
  ])('reads %s', (text, amount, printed) => {
    expect(amountOf(text)).toBe(amount);
    expect(amountText(amount)).toBe(printed);
  });

  it.each(['', '.', '1.', '.5', '1e3', '+1', ' 1', '0.0000000000000000001', 'NaN'])('does not read %j', (text) => {
    expect(amountOf(text)).toBeUndefined();
  });

  it('prints the decimals it is asked for, and reads what it prints', () => {
    expect(amountText(15n * 10n ** 17n, 4)).toBe('1.5000');
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (amount) => {
        expect(amountOf(amountText(amount))).toBe(amount);
      }),
    );
  });
});
