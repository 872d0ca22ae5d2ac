import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { parseDecimal } from '../../src/util/decimal.ts';

/** What parseDecimal makes of a text, a refusal as its kind. */
function outcomeOf(text: string): number | string {
  try {
    return parseDecimal(text);
  } catch (error) {
    return isColdwireError(error) ? error.kind : String(error);
  }
}

const digits = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength }).map((list) => list.join(''));
const decimal = fc
  .tuple(fc.constantFrom('', '-'), digits(40), fc.option(digits(40)))
  .map(([sign, whole, places]) => `${sign}${whole}${places === null ? '' : `.${places}`}`);

describe('parseDecimal', () => {
  it.each([
    ['0', 0],
    ['45281.0', 45281],
    ['-0.00000001', -1e-8],
    ['007.50', 7.5],
    ['9007199254740993', 9007199254740992],
    ['0.0000000000000000000000000015', 1.5e-27],
    ['0.1234567890123456789012345678901234567890', 0.12345678901234568],
    [`-${'9'.repeat(40)}.${'9'.repeat(40)}`, -1e40],
  ])('reads %s', (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  it.each([
    ['nothing', ['', '-', '.', '-.', ' ']],
    ['a side of the point without digits', ['1.', '-1.', '.5', '-.5']],
    ['a second point or sign', ['1.2.3', '1..2', '--1', '1-', '1-1']],
    ['a plus', ['+1']],
    ['white space', [' 1', '1 ', '1\n', '1 2']],
    ['grouping', ['1,5', '1_000']],
    ['an exponent', ['1e5', '1E-5', '1.5e2']],
    ['other numerals', ['0x10', 'Infinity', 'NaN', '\u0661']],
    ['more than 40 digits', ['1'.repeat(41), `1.${'1'.repeat(41)}`, '1'.repeat(1_000_000)]],
  ])('refuses %s', (_, texts) => {
    expect(texts.map(outcomeOf)).toEqual(texts.map(() => 'protocol-violation'));
  });

  it('says of what it refuses how long it was, and nothing else', () => {
    expect(() => parseDecimal('secret')).toThrow('protocol-violation (what: decimal, length: 6)');
  });

  it('rounds as Number does, whatever the decimal', () => {
    fc.assert(
      fc.property(decimal, (text) => Object.is(parseDecimal(text), Number(text))),
      { numRuns: 5_000 },
    );
  });

  it('rounds as Number does what a double prints', () => {
    const printed = fc
      .double({ min: -1e12, max: 1e12, noNaN: true })
      .map(String)
      .filter((text) => !text.includes('e'));
    fc.assert(fc.property(printed, (text) => Object.is(parseDecimal(text), Number(text))));
  });

  it('takes exactly what the grammar of decimals takes', () => {
    const grammar = /^-?\d{1,40}(\.\d{1,40})?$/;
    const near = fc.string({ unit: fc.constantFrom(...'0123456789.-+eE '.split('')), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(near, decimal), (text) => (typeof outcomeOf(text) === 'number') === grammar.test(text)),
      { numRuns: 5_000 },
    );
  });
});
