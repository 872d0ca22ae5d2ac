import { describe, expect, it } from '@jest/globals';
import { printValue } from '../../src/testing/printValue.ts';

describe('printValue', () => {
  it.each<[unknown, string]>([
    ['a "b"', '"a \\"b\\""'],
    [1.5, '1.5'],
    [-0, '-0'],
    [2n ** 60n, '1152921504606846976n'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('s'), 'Symbol(s)'],
    [function named() {}, '[function named]'],
    [[1, [2]], '[1, [2]]'],
    [{ a: 1, b: { c: 'd' } }, '{ a: 1, b: { c: "d" } }'],
    [new Map([[{ k: 1 }, 'v']]), 'Map { { k: 1 }: "v" }'],
    [new Set(['a']), 'Set { a: true }'],
    [Uint8Array.of(7), 'Uint8Array { 0: 7 }'],
    [new RangeError('far', { cause: 1 }), 'RangeError { name: "RangeError", message: "far", cause: 1 }'],
  ])('prints %p as one line', (value, text) => {
    expect(printValue(value)).toBe(text);
  });

  it('marks where a value comes back to itself', () => {
    const knot: { self?: object } = {};
    knot.self = knot;
    expect(printValue([knot, knot])).toBe('[{ self: [circular] }, { self: [circular] }]');
  });
});
