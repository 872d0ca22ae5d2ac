import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { losslessNumber } from '../../src/util/losslessNumber.ts';

describe('losslessNumber', () => {
  it.each([
    ['0', 0],
    ['-0.00', -0],
    ['0e9', 0],
    ['45281.0', 45_281],
    ['1e5', 100_000],
    ['1.0E-7', 1e-7],
    ['0.30000000000000004', 0.1 + 0.2],
    ['-123456789012345', -123_456_789_012_345],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
    ['0.000000000123456789012345', 1.23456789012345e-10],
  ])('makes a double of %s', (token, value) => expect(losslessNumber(token)).toBe(value));

  it.each([
    '9007199254740992',
    '9007199254740993',
    '-9007199254740992',
    '123456789012345678901234567890',
    '1e16',
    '1e999',
    '-1e999',
    '1e-999',
    '4e-324',
    '0.1000000000000000055511151231257827',
    '45281.00000000000',
  ])('keeps the text of %s', (token) => expect(losslessNumber(token)).toBe(token));

  it('loses no digit', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,24})?$/);
    const bare = (text: string): string => text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$|^-(?=0(\.0*)?$)/g, '');
    fc.assert(
      fc.property(digits, (token) => {
        const value = losslessNumber(token);
        const plain =
          typeof value === 'string'
            ? value
            : value.toLocaleString('en', {
                useGrouping: false,
                maximumFractionDigits: 100,
                maximumSignificantDigits: 21,
              });
        expect(bare(plain)).toBe(bare(token));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives every safe integer as a number', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => Object.is(losslessNumber(String(value)), value)));
  });
});
