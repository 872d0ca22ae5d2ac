import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeOrder, isNextChange } from '../../src/book/changeOrder.ts';

const wholes = fc.oneof(fc.bigInt({ min: 0n, max: 40n }), fc.bigInt({ min: 2n ** 53n - 20n, max: 2n ** 53n + 20n }));
/** A whole number in every way a venue may write it. */
const written = (whole: bigint): readonly (number | string)[] =>
  whole <= BigInt(Number.MAX_SAFE_INTEGER) ? [Number(whole), String(whole)] : [String(whole)];

describe('changeOrder', () => {
  it('is the order of whole numbers, as numbers and as texts, past 2^53 too', () => {
    fc.assert(
      fc.property(wholes, wholes, (a, b) => {
        for (const left of written(a))
          for (const right of written(b)) expect(Math.sign(changeOrder(left, right))).toBe(a < b ? -1 : Number(a > b));
      }),
    );
  });
});

describe('isNextChange', () => {
  it('holds for the next whole number alone, however both are written', () => {
    fc.assert(
      fc.property(wholes, fc.integer({ min: -2, max: 3 }), (a, step) => {
        const b = a + BigInt(step);
        fc.pre(b >= 0n);
        for (const left of written(a))
          for (const right of written(b)) expect(isNextChange(left, right)).toBe(step === 1);
      }),
    );
  });
});
