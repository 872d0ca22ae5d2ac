import { describe, expect, it } from '@jest/globals';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { placesOf, scaledDecimal } from '../../src/util/scaledDecimal.ts';

describe('scaledDecimal', () => {
  it.each([
    ['1', 0, 1n],
    ['1', 3, 1000n],
    ['-0.05', 2, -5n],
    ['0.10', 4, 1000n],
  ])('of %s by %d places is %d', (text, places, expected) => {
    expect(scaledDecimal(text, places)).toBe(expected);
  });

  it.each(['', 'filled', '1e5', '0x10', '--1', ' 1'])(
    'refuses %j, which is no decimal, in words that do not repeat it',
    (text) => {
      const refused = new ColdwireError('protocol-violation', { what: 'decimal', length: text.length });
      expect(() => scaledDecimal(text, 0)).toThrow(refused);
    },
  );

  it('counts the digits after the point', () => {
    expect(['1', '1.0', '0.001'].map(placesOf)).toEqual([0, 1, 3]);
  });
});
