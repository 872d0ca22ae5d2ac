import { expect, it } from '@jest/globals';
import { powersOfTen } from '../../src/util/powersOfTen.ts';

it('powersOfTen are exact, and all that are', () => {
  expect(powersOfTen.map(BigInt)).toEqual(powersOfTen.map((_, exponent) => 10n ** BigInt(exponent)));
  expect(BigInt(Number(`1e${powersOfTen.length}`))).not.toBe(10n ** BigInt(powersOfTen.length));
});
