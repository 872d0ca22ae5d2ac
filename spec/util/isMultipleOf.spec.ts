import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isMultipleOf } from '../../src/util/isMultipleOf.ts';

describe('isMultipleOf', () => {
  it.each([
    ['0.3', '0.1', true],
    ['0.30', '0.1', true],
    ['0.35', '0.1', false],
    ['0', '0.1', true],
    ['-0.3', '0.1', true],
    ['1000000000000000000000.5', '0.5', true],
    ['1000000000000000000000.6', '0.5', false],
    ['3', '2', false],
    ['0.0000001', '0.00000001', true],
  ])('of %s and %s is %s', (text, step, expected) => {
    expect(isMultipleOf(text, step)).toBe(expected);
  });

  it('holds for every whole multiple, and for none that is off by less than the step', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 20n), fc.integer({ min: 2, max: 999 }), (count, step) => {
        expect(isMultipleOf(`${count * BigInt(step)}`, `${step}`)).toBe(true);
        expect(isMultipleOf(`${count * BigInt(step) + 1n}`, `${step}`)).toBe(false);
      }),
    );
  });
});
