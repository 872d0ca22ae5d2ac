import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSame } from '../../src/testing/isSame.ts';

/** A value whose state is hidden and told by `toJSON` alone. */
function sealed(state: unknown): object {
  return { toJSON: () => state };
}

describe('isSame', () => {
  it.each<[string, unknown, unknown]>([
    ['NaN', Number.NaN, Number.NaN],
    ['absent and undefined fields', { a: 1, b: undefined }, { a: 1 }],
    ['fields in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['maps', new Map([['a', { b: 1 }]]), new Map([['a', { b: 1 }]])],
    ['sets in another order', new Set([1, 2]), new Set([2, 1])],
    ['dates', new Date(5), new Date(5)],
    ['bytes', Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
    ['patterns', /a/g, /a/g],
    ['hidden state', sealed([1]), sealed([1])],
    ['null', null, null],
  ])('holds for %s', (_, a, b) => {
    expect(isSame(a, b)).toBe(true);
  });

  it.each<[string, unknown, unknown]>([
    ['zero and minus zero', 0, -0],
    ['a number and its text', 1, '1'],
    ['null and undefined', null, undefined],
    ['null and an empty object', null, {}],
    ['an object and nothing', {}, undefined],
    ['one field more', { a: 1, b: 2 }, { a: 1 }],
    ['one field less', { a: 1 }, { a: 1, b: 2 }],
    ['another field', { a: 1 }, { b: 1 }],
    ['an array and an object of the same entries', [1], { 0: 1 }],
    ['arrays of another length', [1, undefined], [1]],
    ['maps', new Map([['a', 1]]), new Map([['a', 2]])],
    ['sets', new Set([1, 2]), new Set([1, 3])],
    ['dates', new Date(5), new Date(6)],
    ['bytes', Uint8Array.of(1, 2), Uint8Array.of(1, 3)],
    ['views of another width', Uint8Array.of(1), Uint16Array.of(1)],
    ['patterns', /a/g, /a/i],
    ['hidden state', sealed([1]), sealed([2])],
    ['functions of the same text', () => 1, () => 1],
  ])('tells apart %s', (_, a, b) => {
    expect(isSame(a, b)).toBe(false);
  });

  it('follows cycles', () => {
    const ring = (value: number): object => {
      const knot: { value: number; self?: object } = { value };
      knot.self = knot;
      return knot;
    };
    expect(isSame(ring(1), ring(1))).toBe(true);
    expect(isSame(ring(1), ring(2))).toBe(false);
  });

  it('holds between any value and its copy, and in both directions or none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(isSame(a, structuredClone(a))).toBe(true);
        expect(isSame(a, b)).toBe(isSame(b, a));
      }),
    );
  });
});
