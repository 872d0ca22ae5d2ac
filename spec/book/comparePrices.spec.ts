import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comparePrices, type Price } from '../../src/book/comparePrices.ts';

const price = (priceText: string): Price => ({ price: Number(priceText), priceText });

const digits = (minLength: number) => fc.array(fc.nat(9), { minLength, maxLength: 25 }).map((all) => all.join(''));
const decimal = fc
  .tuple(digits(1), fc.option(digits(1)))
  .map(([whole, fraction]) => (fraction === null ? whole : `${whole}.${fraction}`));

const scaled = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(30, '0'));
};

describe('comparePrices', () => {
  it.each([
    ['5', '7', -1],
    ['10', '9', 1],
    ['0.1', '0.10', 0],
    ['5', '5.000', 0],
    ['007', '7', 0],
    // One double stands for both.
    ['0.12345678901234567', '0.12345678901234568', -1],
    ['100000000000000000001', '100000000000000000000', 1],
    ['1.00000000000000000001', '1', 1],
  ])('finds %s against %s to be %i', (a, b, sign) => {
    expect(Math.sign(comparePrices(price(a), price(b)))).toBe(sign);
    expect(Math.sign(comparePrices(price(b), price(a)))).toBe(0 - sign);
  });

  it('agrees with exact arithmetic', () => {
    // Near ones on purpose: equal as doubles, told apart by a last digit or not at all.
    const near = fc.tuple(decimal, fc.constantFrom('', '0', '1', '00', '01')).map(([text, tail]) => {
      return [text, `${text.includes('.') ? text : `${text}.0`}${tail}`] as const;
    });
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(decimal, decimal)), ([a, b]) => {
        const exact = Number(scaled(a) > scaled(b)) - Number(scaled(a) < scaled(b));
        expect(Math.sign(comparePrices(price(a), price(b)))).toBe(exact);
      }),
    );
  });
});
