import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inflateDetected } from '../../src/util/inflateDetected.ts';
import { outcomeOf } from './outcomeOf.ts';

const text = new TextEncoder().encode('{"e":"push","d":[1,2,3]}');
const zlib = new Uint8Array(deflateSync(text));

describe('inflateDetected', () => {
  it('tells gzip, zlib of any window, and raw streams apart, and gives back what is in them', () => {
    const level = fc.integer({ min: 0, max: 9 });
    const windowBits = fc.integer({ min: 9, max: 15 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), level, windowBits, (bytes, ...[of, bits]) => {
        const how = { level: of, windowBits: bits };
        for (const deflate of [gzipSync, deflateSync, deflateRawSync])
          expect(inflateDetected(new Uint8Array(deflate(bytes, how)), 3_000)).toEqual(bytes);
      }),
      { numRuns: 300 },
    );
  });

  it('sums up long content as zlib does', () => {
    const long = Uint8Array.from({ length: 300_000 }, (_, at) => (at % 7 === 0 ? 255 : at & 0xff));
    expect(Buffer.compare(inflateDetected(new Uint8Array(deflateSync(long)), long.length), long)).toBe(0);
  });

  it.each([
    ['nothing', Uint8Array.of(), 'deflate'],
    ['a broken gzip', Uint8Array.of(0x1f, 0x8b, 8), 'gzip'],
    ['a zlib sum that is another', Uint8Array.of(...zlib.slice(0, -1), 0), 'zlib checksum'],
    ['a zlib stream without its sum', zlib.slice(0, -4), 'zlib'],
    ['a zlib stream with something behind it', Uint8Array.of(...zlib, 0), 'zlib'],
    ['a zlib header alone', zlib.slice(0, 2), 'deflate'],
    [
      'a zlib stream that needs a dictionary',
      new Uint8Array(deflateSync(text, { dictionary: Buffer.from('push') })),
      'zlib dictionary',
    ],
  ])('refuses %s', (_, bytes, what) => {
    expect(outcomeOf(() => inflateDetected(bytes, 1_000))).toBe(what);
  });

  it('gives as many bytes as it may, and not one more, of each kind', () => {
    for (const deflate of [gzipSync, deflateSync, deflateRawSync]) {
      const bytes = new Uint8Array(deflate(text));
      expect(inflateDetected(bytes, text.length)).toEqual(text);
      expect(outcomeOf(() => inflateDetected(bytes, text.length - 1))).toBe('inflated length');
    }
  });

  it('makes of any bytes at most as many as it may, or a violation', () => {
    const begun = fc.constantFrom([0x1f, 0x8b, 8, 0], [0x78, 0x9c], [0x78, 0xda], [0x7b], []);
    fc.assert(
      fc.property(begun, fc.uint8Array({ maxLength: 200 }), (first, rest) => {
        const outcome = outcomeOf(() => inflateDetected(Uint8Array.of(...first, ...rest), 500));
        expect(typeof outcome === 'string' || (outcome?.length ?? 0) <= 500).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });
});
