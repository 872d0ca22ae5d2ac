import { crc32 as crc32OfZlib } from 'node:zlib';
import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { crc32OfBytes } from '../../src/util/crc32OfBytes.ts';

describe('crc32OfBytes', () => {
  it('is that of zlib', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32OfBytes(bytes) === crc32OfZlib(bytes)));
  });
});
