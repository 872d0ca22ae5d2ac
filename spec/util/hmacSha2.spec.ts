import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash, createHmac } from 'node:crypto';
import { hexOf } from '../../src/util/hexOf.ts';
import { hmacSha2 } from '../../src/util/hmacSha2.ts';
import { sha2 } from '../../src/util/sha2.ts';

const bits = fc.constantFrom(256, 384, 512);
const bytes = fc.uint8Array({ maxLength: 300 });

describe('sha2', () => {
  it('is what the machine makes of any bytes', () => {
    fc.assert(
      fc.property(bits, bytes, (length, message) => {
        expect(hexOf(sha2(length, message))).toBe(createHash(`sha${length}`).update(message).digest('hex'));
      }),
    );
  });

  it('pads at the edges of a block', () => {
    for (const length of [0, 55, 56, 63, 64, 111, 112, 127, 128]) {
      const message = new Uint8Array(length).fill(7);
      for (const size of [256, 384, 512] as const) {
        expect(hexOf(sha2(size, message))).toBe(createHash(`sha${size}`).update(message).digest('hex'));
      }
    }
  });
});

describe('hmacSha2', () => {
  it('is what the machine makes of any key and message', () => {
    fc.assert(
      fc.property(bits, bytes, bytes, (length, key, message) => {
        expect(hexOf(hmacSha2(length, key, message))).toBe(
          createHmac(`sha${length}`, key).update(message).digest('hex'),
        );
      }),
    );
  });
});
