import { describe, expect, it } from '@jest/globals';
import { venueWords } from '../../src/protocol/venueWords.ts';

describe('venueWords', () => {
  it('repeats what the venue said', () => {
    expect(venueWords('Exceeded msg rate', 'nothing')).toBe('Exceeded msg rate');
    expect(venueWords('x'.repeat(200), 'nothing')).toBe('x'.repeat(200));
  });

  it('cuts what is too long', () => {
    expect(venueWords('x'.repeat(201), 'nothing')).toBe(`${'x'.repeat(200)}...`);
  });

  it.each([undefined, null, '', 7, {}, ['a']])('falls back where it said %j', (words) => {
    expect(venueWords(words, 'nothing')).toBe('nothing');
  });
});
