import { describe, expect, it } from '@jest/globals';
import { ColdwireError } from '../../src/errors/coldwireError.ts';
import { levelsOf, readLevels } from '../../src/protocol/levelsOf.ts';

describe('levelsOf', () => {
  it('takes price and size out of rows', () => {
    expect(
      levelsOf(
        [
          ['1.0', '2', '0', '4'],
          ['3', '0.0'],
        ],
        'bids',
      ),
    ).toEqual([
      { priceText: '1.0', sizeText: '2' },
      { priceText: '3', sizeText: '0.0' },
    ]);
    expect(levelsOf([], 'bids')).toEqual([]);
  });

  it('gives what the parser has read as it is', () => {
    const read = readLevels([{ priceText: '1.0', sizeText: '2', price: 1, size: 2 }]);
    expect(levelsOf(read, 'bids')).toBe(read);
  });

  it.each([
    undefined,
    null,
    'x',
    {},
    [1],
    [['1']],
    [['1', 2]],
    [[1, '2']],
    [null],
    [{ priceText: '1', sizeText: '2' }],
  ])('refuses %j', (value) => {
    expect(() => levelsOf(value, 'bids')).toThrow(new ColdwireError('protocol-violation', { what: 'field bids' }));
  });
});
