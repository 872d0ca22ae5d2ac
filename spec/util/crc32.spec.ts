import { crc32 as crc32OfZlib } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crc32 } from '../../src/util/crc32.ts';

const ascii = fc.string({ unit: 'binary-ascii' });

describe('crc32', () => {
  it.each([
    ['', 0],
    ['123456789', 0xcbf43926],
    ['The quick brown fox jumps over the lazy dog', 0x414fa339],
  ])('of %j is known', (text, crc) => {
    expect(crc32(text)).toBe(crc);
  });

  it('is that of zlib', () => {
    fc.assert(fc.property(ascii, (text) => crc32(text) === crc32OfZlib(text)));
  });

  it('goes on where it stopped', () => {
    fc.assert(fc.property(ascii, ascii, (first, second) => crc32(second, crc32(first)) === crc32(first + second)));
  });
});
