import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../src/util/random.ts';
import { randomText } from '../../src/util/randomText.ts';

describe('randomText', () => {
  it('has the length and the letters asked for, the first and the last among them', () => {
    const text = randomText(seededRandom(1), 1_000, 'abc');
    expect(text).toMatch(/^[abc]{1000}$/);
    expect(new Set(text)).toEqual(new Set('abc'));
    expect(randomText(seededRandom(1), 20)).toMatch(/^[0-9a-z]{20}$/);
  });

  it('is repeatable, and another one with other numbers', () => {
    expect(randomText(seededRandom(7), 12)).toBe(randomText(seededRandom(7), 12));
    const random = seededRandom(7);
    expect(randomText(random, 12)).not.toBe(randomText(random, 12));
  });
});
