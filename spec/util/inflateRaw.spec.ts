import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inflateRaw } from '../../src/util/inflateRaw.ts';
import { bitWriter } from './bitWriter.ts';
import { outcomeOf } from './outcomeOf.ts';

const MEBIBYTE = 1_048_576;
const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

const short = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc
    .string({ unit: fc.constantFrom(...'{"p":1,2}'.split('')), maxLength: 300 })
    .map((text) => new TextEncoder().encode(text)),
);
/** Bytes as they come on the wire: noise, text that repeats itself, and long runs. */
const content = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }),
  fc
    .array(fc.constantFrom('{"price":', '"41234.5"', '0', '1', '7', ',', '[', ']}'), { maxLength: 600 })
    .map((parts) => new TextEncoder().encode(parts.join(''))),
  fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 70_000 })).map(([byte, length]) => new Uint8Array(length).fill(byte)),
);
const settings = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  memLevel: fc.integer({ min: 1, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FILTERED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
    constants.Z_FIXED,
  ),
});

describe('inflateRaw', () => {
  it('gives back whatever zlib deflated, however it did', () => {
    fc.assert(
      fc.property(content, settings, (bytes, how) => {
        expect(Buffer.compare(inflateRaw(plain(deflateRawSync(bytes, how)), MEBIBYTE), bytes)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('gives back codes of up to fifteen bits, and copies from 32 kB before', () => {
    // Each byte half as frequent as the one before makes the longest codes there are.
    const skewed = Array.from({ length: 18 }, (_, byte) => new Uint8Array(2 ** (17 - byte)).fill(byte));
    const bytes = new Uint8Array(Buffer.concat(skewed));
    const shuffled = bytes.map((_, at) => bytes[(at * 7_919) % bytes.length] as number);
    const far = new Uint8Array(Buffer.concat([Buffer.from('begin'), Buffer.alloc(32_700, 7), Buffer.from('begin')]));
    for (const each of [shuffled, far])
      expect(Buffer.compare(inflateRaw(plain(deflateRawSync(each)), MEBIBYTE), each)).toBe(0);
  });

  it('reads what lies within a larger buffer', () => {
    const deflated = deflateRawSync(Buffer.from('within'));
    const larger = new Uint8Array(Buffer.concat([Buffer.from('before'), deflated, Buffer.from('after')]));
    expect(inflateRaw(larger.subarray(6, 6 + deflated.length), 6)).toEqual(new TextEncoder().encode('within'));
  });

  it.each([
    ['nothing at all', Uint8Array.of()],
    ['a kind of block that is none', bitWriter().field(1, 1).field(3, 2).bytes()],
    ['a stored length that its complement denies', Uint8Array.of(1, 1, 0, 0xfe, 0xfe, 0x41)],
    ['a stored block that is cut off', Uint8Array.of(1, 2, 0, 0xfd, 0xff, 0x41)],
    ['a stored block without a length', Uint8Array.of(1, 2, 0)],
    ['a block that does not end', bitWriter().field(1, 1).field(1, 2).code(0x30, 8).bytes()],
    ['no last block', bitWriter().field(0, 1).field(1, 2).code(0, 7).bytes()],
    ['a length symbol that there is not', bitWriter().field(1, 1).field(1, 2).code(0b11000110, 8).code(0, 7).bytes()],
    [
      'a distance symbol that there is not',
      bitWriter().field(1, 1).field(1, 2).code(0x30, 8).code(1, 7).code(30, 5).code(0, 7).bytes(),
    ],
    [
      'a copy from before the beginning',
      bitWriter().field(1, 1).field(1, 2).code(0x30, 8).code(1, 7).code(1, 5).code(0, 7).bytes(),
    ],
    ['more literal codes than there are', bitWriter().field(1, 1).field(2, 2).field(30, 5).field(0, 60).bytes()],
    [
      'more distance codes than there are',
      bitWriter().field(1, 1).field(2, 2).field(0, 5).field(31, 5).field(0, 60).bytes(),
    ],
    [
      'too many codes for their lengths',
      bitWriter().field(1, 1).field(2, 2).field(0, 14).field(1, 3).field(1, 3).field(1, 3).field(0, 60).bytes(),
    ],
    [
      'a length repeated that is the first',
      bitWriter()
        .field(1, 1)
        .field(2, 2)
        .field(0, 14)
        .field(1, 3)
        .field(0, 6)
        .field(1, 3)
        .code(1, 1)
        .field(0, 60)
        .bytes(),
    ],
  ])('refuses %s', (_, bytes) => {
    expect(outcomeOf(() => inflateRaw(bytes, 100))).toBe('deflate');
    expect(() => inflateRawSync(bytes)).toThrow(/^(invalid|unexpected|too many)/);
  });

  it('refuses every stream that is cut off, and one with something behind it', () => {
    const deflated = plain(deflateRawSync(Buffer.from('{"ch":"market.btcusdt.depth.step0","ts":1618678070523}')));
    for (let length = 0; length < deflated.length; length++)
      expect(outcomeOf(() => inflateRaw(deflated.slice(0, length), 1_000))).toBe('deflate');
    expect(outcomeOf(() => inflateRaw(Uint8Array.of(...deflated, 0), 1_000))).toBe('deflate');
  });

  it('takes and refuses what zlib does, of streams with some bits wrong', () => {
    let taken = 0;
    const spoilt = fc.tuple(short, settings, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(spoilt, ([bytes, how, flips]) => {
        const deflated = plain(deflateRawSync(bytes, how));
        for (const flip of flips) {
          const at = flip % (Math.min(deflated.length, 80) * 8);
          deflated[at >> 3] = (deflated[at >> 3] as number) ^ (1 << (at & 7));
        }
        const ours = outcomeOf(() => inflateRaw(deflated, MEBIBYTE));
        let theirs: Uint8Array | 'deflate';
        try {
          const { buffer, engine } = inflateRawSync(deflated, { info: true, maxOutputLength: MEBIBYTE }) as unknown as {
            readonly buffer: Buffer;
            readonly engine: { readonly bytesWritten: number };
          };
          theirs = engine.bytesWritten === deflated.length ? plain(buffer) : 'deflate';
        } catch {
          theirs = 'deflate';
        }
        if (theirs !== 'deflate') taken++;
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('makes of any bytes at most as many as it may, or a violation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 2_000 }), (bytes, most) => {
        const outcome = outcomeOf(() => inflateRaw(bytes, most));
        expect(typeof outcome === 'string' || (outcome?.length ?? 0) <= most).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['literals', Uint8Array.from({ length: 1_000 }, (_, at) => (at * at) % 251), { level: 9 }],
    ['copies', new Uint8Array(100_000), { level: 9 }],
    ['stored bytes', new Uint8Array(70_000), { level: 0 }],
  ])('gives as many bytes as it may of %s, and not one more', (_, bytes, how) => {
    const deflated = plain(deflateRawSync(bytes, how));
    expect(Buffer.compare(inflateRaw(deflated, bytes.length), bytes)).toBe(0);
    expect(outcomeOf(() => inflateRaw(deflated, bytes.length - 1))).toBe('inflated length');
  });

  it('takes of a bomb no more memory than four times what it may make', () => {
    const bomb = plain(deflateRawSync(Buffer.alloc(256 * MEBIBYTE)));
    expect(bomb.length).toBeLessThan(270_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(outcomeOf(() => inflateRaw(bomb, 16 * MEBIBYTE))).toBe('inflated length');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * MEBIBYTE);
  });
});
