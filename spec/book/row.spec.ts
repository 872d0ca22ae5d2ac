import { describe, expect, it } from '@jest/globals';
import { levelOf, makeRow, quantityOf } from '../../src/book/row.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';

describe('quantityOf', () => {
  it.each([
    ['0', 0],
    ['0.00000000', 0],
    ['45281.0', 45281],
    ['0.00100000', 0.001],
  ])('reads %s', (text, number) => {
    expect(quantityOf(text)).toBe(number);
  });

  it.each([
    '',
    ' ',
    '1 ',
    '-1',
    '-0',
    '-0.0',
    '+1',
    '.5',
    '5.',
    '1e5',
    '1e999',
    '0x10',
    'NaN',
    'Infinity',
    '1,5',
    '1.2.3',
  ])('refuses "%s"', (text) => {
    let thrown: unknown;
    try {
      quantityOf(text);
    } catch (error) {
      thrown = error;
    }
    expect(isColdwireError(thrown, 'protocol-violation')).toBe(true);
  });

  it('refuses digits without end', () => {
    expect(() => quantityOf('9'.repeat(1_000_000))).toThrow('protocol-violation');
  });
});

describe('levelOf', () => {
  it('gives one frozen level for a row, with number and text', () => {
    const row = makeRow({ priceText: '5.10', sizeText: '2.000' }, 5.1, 2);
    const level = levelOf(row);
    expect(level).toEqual({ price: 5.1, size: 2, priceText: '5.10', sizeText: '2.000' });
    expect(Object.isFrozen(level)).toBe(true);
    expect(levelOf(row)).toBe(level);
  });
});
