import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { base64Of, bytesOfBase64 } from '../../src/util/base64.ts';

describe('base64', () => {
  it('is what Node writes and reads, however long', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40_000, size: 'max' }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(base64Of(bytes)).toBe(text);
        expect(Buffer.from(bytesOfBase64(text)).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 30 },
    );
    const long = new Uint8Array(1_000_000).fill(0xff);
    expect(base64Of(long)).toBe(Buffer.from(long).toString('base64'));
  });

  it('throws for what is none', () => {
    expect(() => bytesOfBase64('%')).toThrow(expect.objectContaining({ name: 'InvalidCharacterError' }));
  });
});
