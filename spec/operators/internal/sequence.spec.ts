import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { compareSequences, nextSequence } from '../../../operators/internal/sequence.ts';

const digits = fc.bigInt({ min: -(10n ** 39n), max: 10n ** 39n });

describe('nextSequence', () => {
  it('is one more, of the same type', () => {
    expect([nextSequence(0), nextSequence(-1), nextSequence(41)]).toEqual([1, 0, 42]);
    expect([nextSequence(0n), nextSequence(2n ** 64n)]).toEqual([1n, 2n ** 64n + 1n]);
    expect([nextSequence('9'), nextSequence('-1')]).toEqual(['10', '0']);
  });

  it('is exact for text of any size a venue may send', () => {
    expect(nextSequence('999999999999999')).toBe('1000000000000000');
    expect(nextSequence('9007199254740993')).toBe('9007199254740994');
    fc.assert(fc.property(digits, (value) => expect(nextSequence(String(value))).toBe(String(value + 1n))));
  });

  it('throws where counting on would be wrong', () => {
    expect(() => nextSequence(Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    for (const number of [0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => nextSequence(number)).toThrow(RangeError);
    for (const text of ['', 'abc', '1.5', '0x10', ' 1', '1e3', '1'.repeat(41)])
      expect(() => nextSequence(text)).toThrow(TypeError);
  });
});

describe('compareSequences', () => {
  it('orders text by number, not by letter', () => {
    expect(compareSequences('9', '10')).toBeLessThan(0);
    expect(compareSequences('-9', '-10')).toBeGreaterThan(0);
    expect(compareSequences('007', '7')).toBe(0);
  });

  it('agrees between numbers, bigints and text', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        const order = Math.sign(a - b);
        expect(Math.sign(compareSequences(a, b))).toBe(order);
        expect(Math.sign(compareSequences(BigInt(a), BigInt(b)))).toBe(order);
        expect(Math.sign(compareSequences(String(a), String(b)))).toBe(order);
      }),
    );
  });
});
