import { describe, expect, it } from '@jest/globals';
import { levelOf, pieceRow, plainRow, quantityOf } from '../../src/book/row.ts';
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

const raw = { priceText: '5.10', sizeText: '2.000' };
const read = { ...raw, price: 5.1, size: 2 };

describe('plainRow', () => {
  it('is the level itself where it bears its numbers, else one with them', () => {
    expect(plainRow(read, 5.1, 2)).toBe(read);
    expect(plainRow(raw, 5.1, 2)).toStrictEqual(read);
    expect(plainRow({ ...raw, price: 5.1 }, 5.1, 2)).toStrictEqual(read);
  });
});

describe('levelOf', () => {
  it.each([plainRow(raw, 5.1, 2), plainRow({ ...read }, 5.1, 2), pieceRow(raw, 5.1, 2)])(
    'gives one frozen level for a row, with number and text: %j',
    (row) => {
      const level = levelOf(row);
      expect(level).toStrictEqual(read);
      expect(Object.isFrozen(level)).toBe(true);
      expect(levelOf(row)).toBe(level);
    },
  );
});
