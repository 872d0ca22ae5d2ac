import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalText } from '../../src/util/decimalText.ts';

describe('decimalText', () => {
  it.each([
    [0.1, '0.1'],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [1e21, '1000000000000000000000'],
    [1.5e22, '15000000000000000000000'],
    [0.1 + 0.2, '0.30000000000000004'],
    [-0, '0'],
    ['0.10', '0.10'],
    ['007', '007'],
    ['-1', '-1'],
  ])('writes %p as %p', (amount, text) => {
    expect(decimalText(amount)).toBe(text);
  });

  it.each([
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e300],
    [1e-300],
    [''],
    ['1e5'],
    ['0x10'],
    ['+1'],
    ['1.'],
    ['.5'],
    [' 1'],
    ['1,5'],
    ['1'.repeat(41)],
  ])('has no text for %p', (amount) => {
    expect(decimalText(amount)).toBeUndefined();
  });

  it.each([[undefined], [null], [{}], [true], [['1']]])('has none for %p, which is no amount at all', (amount) => {
    expect(decimalText(amount as never)).toBeUndefined();
  });

  it('writes any number so that it is read as that very number, without exponent', () => {
    const numbers = fc.double({ min: 1e-20, max: 1e30, noNaN: true });
    fc.assert(
      fc.property(numbers, (number) => {
        const text = decimalText(number);
        expect(text).toMatch(/^\d+(\.\d+)?$/);
        expect(Number(text)).toBe(number);
      }),
    );
  });
});
