import { describe, expect, it } from '@jest/globals';
import { gapOf, linkOf, type LinkRule } from '../../src/book/linkOf.ts';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { delta, numbered } from './bookSamples.ts';

describe('linkOf', () => {
  it.each<readonly [LinkRule, string, string]>([
    ['contiguous', '11-11', 'next'],
    ['contiguous', '11-15', 'next'],
    ['contiguous', '10-12', 'gap'],
    ['contiguous', '12-12', 'gap'],
    ['contiguous', '9-9', 'gap'],
    ['previous-link', '10>17', 'next'],
    ['previous-link', '10>10', 'next'],
    ['previous-link', '10>3', 'next'],
    ['previous-link', '9>17', 'gap'],
    ['previous-link', '11>17', 'gap'],
    ['range', '11-11', 'next'],
    ['range', '5-11', 'next'],
    ['range', '10-12', 'next'],
    ['range', '12-13', 'gap'],
    ['range', '8-10', 'old'],
    ['range', '8-9', 'old'],
    ['around', '10-10', 'next'],
    ['around', '8-12', 'next'],
    ['around', '11-12', 'gap'],
    ['around', '10>13-14', 'next'],
    ['around', '8>13-14', 'next'],
    ['around', '12>13-14', 'gap'],
    ['around', '7>8-9', 'old'],
    ['around', '8-9', 'old'],
    ['previous-range', '10>11', 'next'],
    ['previous-range', '7>12', 'next'],
    ['previous-range', '11>12', 'gap'],
    ['previous-range', '7>10', 'old'],
    ['previous-range', '7>9', 'old'],
  ])('says by %s that %s to a book of 10 is %s', (rule, text, link) => {
    expect(linkOf(rule, 10, numbered(text))).toBe(link);
  });

  it('asks for the numbers that the rule needs', () => {
    const missing = new ColdwireError('protocol-violation', { what: 'sequence of a book' });
    for (const rule of ['contiguous', 'previous-link', 'range', 'around', 'previous-range'] as const) {
      expect(() => linkOf(rule, 10, delta({}))).toThrow(missing);
      expect(() => linkOf(rule, undefined, delta({}, { first: 1, previous: 0, last: 1 }))).toThrow(missing);
    }
  });
});

describe('gapOf', () => {
  it.each<readonly [LinkRule, string, string, string]>([
    ['contiguous', '13-14', '11', '13'],
    ['range', '13-14', '11', '13'],
    ['around', '13-14', '10', '13'],
    ['previous-link', '12>14', '10', '12'],
    ['previous-range', '12>14', '10', '12'],
  ])('tells by %s what should have stood in the place of %s', (rule, text, expected, received) => {
    expect(gapOf(rule, 10, numbered(text))).toEqual({ expected, received });
  });
});
