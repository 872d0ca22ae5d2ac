import { describe, expect, it } from '@jest/globals';
import { fillHuffman, roomForHuffman, walkHuffman } from '../../src/util/huffman.ts';

const filled = (...lengths: readonly number[]): boolean =>
  fillHuffman(roomForHuffman(lengths.length), Uint8Array.from(lengths), 0, lengths.length);

describe('fillHuffman', () => {
  it.each([
    ['two codes of one bit', [1, 1]],
    ['a full tree', [2, 1, 3, 3]],
    ['one code of one bit', [0, 1, 0]],
    ['no code', [0, 0]],
    ['codes of fifteen bits', [...Array.from({ length: 15 }, (_, at) => at + 1), 15]],
  ])('takes %s', (_, lengths) => expect(filled(...lengths)).toBe(true));

  it.each([
    ['more codes than fit', [1, 1, 1]],
    ['more long codes than fit', [1, 2, 2, 3]],
    ['a tree with a hole', [2, 2, 2]],
    ['one code that is too long', [2]],
  ])('refuses %s', (_, lengths) => expect(filled(...lengths)).toBe(false));
});

describe('a code', () => {
  it('gives, by the table or by the walk, each symbol with its length', () => {
    // RFC 1951, 3.2.2, the example: A to H with codes 010, 011, 100, 101, 110, 00, 1110, 1111, here from their first bit.
    const code = roomForHuffman(8);
    fillHuffman(code, Uint8Array.of(9, 3, 3, 3, 3, 3, 2, 4, 4, 9), 1, 9);
    const reversed = [0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111];
    const entries = [3, 3, 3, 3, 3, 2, 4, 4].map((length, symbol) => (symbol << 4) | length);
    expect(reversed.map((bits) => code.table[bits & code.mask])).toEqual(entries);
    expect(reversed.map((bits) => walkHuffman(code, bits))).toEqual(entries);
  });

  it('is walked where it is longer than the table', () => {
    const code = roomForHuffman(16);
    fillHuffman(code, Uint8Array.from([...Array.from({ length: 15 }, (_, at) => at + 1), 15]), 0, 16);
    expect(code.table[0x1ff]).toBe(0);
    expect(walkHuffman(code, 0x3fff)).toBe((14 << 4) | 15);
    expect(walkHuffman(code, 0x7fff)).toBe((15 << 4) | 15);
  });

  it('gives nothing for bits that mean none', () => {
    const code = roomForHuffman(2);
    fillHuffman(code, Uint8Array.of(0, 1), 0, 2);
    expect(code.table[0]).toBe((1 << 4) | 1);
    expect(code.table[1]).toBe(0);
    expect(walkHuffman(code, 1)).toBe(0);
  });

  it('forgets what filled it before', () => {
    const code = roomForHuffman(4);
    fillHuffman(code, Uint8Array.of(2, 2, 2, 2), 0, 4);
    fillHuffman(code, Uint8Array.of(0, 1), 0, 2);
    expect([code.table[0], code.table[1 & code.mask]]).toEqual([(1 << 4) | 1, 0]);
  });
});
