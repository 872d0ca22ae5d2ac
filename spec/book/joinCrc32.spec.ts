import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinCrc32 } from '../../src/book/joinCrc32.ts';
import { crc32 } from '../../src/util/crc32.ts';

const ascii = fc.string({ unit: 'binary-ascii', maxLength: 200 });

describe('joinCrc32', () => {
  it('gives the CRC of two texts one after the other', () => {
    // The check value every description of CRC32 (IEEE) gives.
    expect(joinCrc32(crc32('1234'), crc32('56789'), 5)).toBe(0xcbf43926);
    fc.assert(
      fc.property(ascii, ascii, (left, right) => {
        expect(joinCrc32(crc32(left), crc32(right), right.length)).toBe(crc32(left + right));
      }),
    );
  });

  it('changes nothing by an empty text', () => {
    fc.assert(
      fc.property(ascii, (text) => {
        expect(joinCrc32(crc32(text), 0, 0)).toBe(crc32(text));
        expect(joinCrc32(0, crc32(text), text.length)).toBe(crc32(text));
      }),
    );
  });
});
