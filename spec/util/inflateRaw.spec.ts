import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inflateRaw } from '../../src/util/inflateRaw.ts';
import { type BitWriter, bitWriter } from './bitWriter.ts';
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

/** A last block's head with codes of these lengths: each length is written as itself, in four bits. */
function codes(literals: Readonly<Record<number, number>>, distances: readonly number[]): BitWriter {
  const count = 1 + Math.max(...Object.keys(literals).map(Number));
  const writer = bitWriter()
    .field(1, 1)
    .field(2, 2)
    .field(count - 257, 5)
    .field(distances.length - 1, 5)
    .field(15, 4);
  for (let symbol = 0; symbol < 19; symbol++) writer.field(symbol < 3 ? 0 : 4, 3);
  for (let symbol = 0; symbol < count; symbol++) writer.code(literals[symbol] ?? 0, 4);
  for (const length of distances) writer.code(length, 4);
  return writer;
}
const FIVES = Array.from({ length: 28 }, () => 5);
/** Lengths of the code of lengths, in their order: 0 and 1 two bits, 16 (the one before again, 3 to 6 times) one. */
const LENGTHS = [1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2];
const threeZeros = (writer: BitWriter): BitWriter => writer.code(2, 2).code(2, 2).code(2, 2);
const repeating = (
  first: (writer: BitWriter) => BitWriter,
  distance = (writer: BitWriter): BitWriter => writer.code(3, 2),
): Uint8Array => {
  let writer = bitWriter()
    .field(1, 1)
    .field(2, 2)
    .field(0, 10)
    .field(LENGTHS.length - 4, 4);
  for (const length of LENGTHS) writer = writer.field(length, 3);
  writer = first(writer);
  for (let round = 0; round < 42; round++) writer = writer.code(0, 1).field(3, 2);
  // One more zero, the end of the block, one distance; then the end of the block.
  return distance(writer.code(2, 2).code(3, 2)).code(0, 1).bytes();
};

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
    [
      'a length symbol that there is not',
      bitWriter().field(1, 1).field(1, 2).code(0x30, 8).code(0b11000110, 8).code(0, 5).code(0, 7).bytes(),
    ],
    [
      'a distance symbol that there is not',
      bitWriter().field(1, 1).field(1, 2).code(0x30, 8).code(1, 7).code(30, 5).code(0, 7).bytes(),
    ],
    [
      'a copy from before the beginning',
      bitWriter().field(1, 1).field(1, 2).code(0x30, 8).code(1, 7).code(1, 5).code(0, 7).bytes(),
    ],
    ['more literal codes than there are', codes({ 256: 1, 286: 1 }, [1]).code(0, 1).bytes()],
    [
      'more distance codes than there are',
      codes({ 0: 1, 256: 1 }, [4, ...FIVES, 5, 5])
        .code(1, 1)
        .bytes(),
    ],
    ['codes without an end of the block', codes({ 0: 1, 257: 1 }, [1]).field(0, 200).bytes()],
    [
      'too many codes for their lengths',
      bitWriter().field(1, 1).field(2, 2).field(0, 14).field(1, 3).field(1, 3).field(1, 3).field(0, 60).bytes(),
    ],
    ['a length repeated that is the first', repeating((writer) => writer.code(0, 1).field(0, 2))],
    ['lengths repeated past the last', repeating(threeZeros, (writer) => writer.code(0, 1).field(0, 2))],
  ])('refuses %s', (_, bytes) => {
    expect(outcomeOf(() => inflateRaw(bytes, 100))).toBe('deflate');
    expect(() => inflateRawSync(bytes)).toThrow(/^(invalid|unexpected|too many)/);
  });

  it.each([
    [
      'as many codes as there are',
      codes({ 256: 1, 285: 1 }, [4, 4, ...FIVES])
        .code(0, 1)
        .bytes(),
    ],
    ['a length repeated', repeating(threeZeros)],
  ])('takes %s', (_, bytes) => {
    expect(inflateRaw(bytes, 100)).toEqual(Uint8Array.of());
    expect(inflateRawSync(bytes)).toHaveLength(0);
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
