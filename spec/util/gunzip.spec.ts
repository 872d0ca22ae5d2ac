import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crc32OfBytes } from '../../src/util/crc32OfBytes.ts';
import { gunzip } from '../../src/util/gunzip.ts';
import { outcomeOf } from './outcomeOf.ts';

const MEBIBYTE = 1_048_576;
const text = new TextEncoder().encode('{"ping":1618678072000}');
const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));
const withByte = (bytes: Uint8Array, at: number, byte: number): Uint8Array =>
  bytes.map((old, index) => (index === (at + bytes.length) % bytes.length ? byte : old));

/** A member with a header of its own; `fields` are what the flags announce. */
function member(flags: number, fields: readonly number[], { checked = false } = {}): Uint8Array {
  const header = Uint8Array.of(0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255, ...fields);
  const crc = crc32OfBytes(header) & 0xffff;
  const [body, trailer] = [deflateRawSync(text), gzip(text).slice(-8)];
  return Uint8Array.of(...header, ...(checked ? [crc & 255, crc >> 8] : []), ...body, ...trailer);
}

describe('gunzip', () => {
  it('gives back what was zipped', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
        expect(gunzip(gzip(bytes), 3_000)).toEqual(bytes);
      }),
    );
  });

  it('reads what lies within a larger buffer', () => {
    const larger = Uint8Array.of(1, 2, 3, ...gzip(text), 4);
    expect(gunzip(larger.subarray(3, -1), 100)).toEqual(text);
  });

  it.each([
    ['an extra field', member(4, [3, 0, 1, 2, 3])],
    ['a name', member(8, [0x61, 0])],
    ['a comment', member(16, [0x62, 0x63, 0])],
    ['all of these and its checksum', member(31, [1, 0, 9, 0x61, 0, 0], { checked: true })],
    ['the mark of text', member(1, [])],
  ])('passes over a header with %s', (_, bytes) => {
    expect(gunzip(bytes, 100)).toEqual(text);
  });

  it.each([
    ['nothing', Uint8Array.of()],
    ['JSON', text],
    ['the magic bytes alone', Uint8Array.of(0x1f, 0x8b)],
    ['a header alone', gzip(text).slice(0, 10)],
    ['another method', withByte(gzip(text), 2, 7)],
    ['a flag that is none', withByte(gzip(text), 3, 0x20)],
    ['a name without end', member(8, [0x61]).slice(0, 11)],
    ['an extra field that is longer than all', member(4, [255, 255])],
    ['an extra field without its length', gzip(text).slice(0, 11).with(3, 4)],
    ['a header whose checksum is another', member(2, [0, 0])],
    ['a header without its checksum', member(2, []).slice(0, 11)],
    ['a length that is another', withByte(gzip(text), -4, text.length - 1)],
    ['something behind', Uint8Array.of(...gzip(text), 0)],
    ['another member behind', Uint8Array.of(...gzip(text), ...gzip(text))],
  ])('refuses %s', (_, bytes) => {
    expect(outcomeOf(() => gunzip(bytes, 1_000))).toBe('gzip');
  });

  it('refuses what its checksum denies', () => {
    expect(outcomeOf(() => gunzip(withByte(gzip(text), -8, 0), 1_000))).toBe('gzip checksum');
  });

  it('refuses every frame that is cut off', () => {
    const zipped = gzip(text);
    for (let length = 0; length < zipped.length; length++)
      expect(typeof outcomeOf(() => gunzip(zipped.slice(0, length), 1_000))).toBe('string');
  });

  it('never gives anything else for a frame with some bits wrong', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (first, second) => {
        const zipped = gzip(text);
        for (const flip of [first, second]) {
          const at = flip % (zipped.length * 8);
          zipped[at >> 3] = (zipped[at >> 3] as number) ^ (1 << (at & 7));
        }
        const outcome = outcomeOf(() => gunzip(zipped, 1_000));
        expect(typeof outcome === 'string' || Buffer.compare(outcome ?? text, text) === 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives as many bytes as it may, and not one more', () => {
    expect(gunzip(gzip(text), text.length)).toEqual(text);
    expect(outcomeOf(() => gunzip(gzip(text), text.length - 1))).toBe('inflated length');
  });

  it.each([
    ['says so', (bomb: Uint8Array) => bomb],
    ['says less', (bomb: Uint8Array) => Uint8Array.of(...bomb.slice(0, -4), 100, 0, 0, 0)],
    ['says as much as it may', (bomb: Uint8Array) => Uint8Array.of(...bomb.slice(0, -4), 0, 0, 16, 0)],
  ])('holds no more than twice that of a bomb which %s', (_, told) => {
    const bomb = told(gzip(new Uint8Array(64 * MEBIBYTE)));
    const before = process.memoryUsage().arrayBuffers;
    expect(outcomeOf(() => gunzip(bomb, MEBIBYTE))).toBe('inflated length');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * MEBIBYTE);
  });

  it('makes nothing at all of a bomb that says so', () => {
    const bomb = gzip(new Uint8Array(64 * MEBIBYTE));
    const before = process.memoryUsage().arrayBuffers;
    expect(outcomeOf(() => gunzip(bomb, 32 * MEBIBYTE))).toBe('inflated length');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MEBIBYTE);
  });

  it('makes no room for what a few bytes cannot hold, whatever they say', () => {
    const liar = Uint8Array.of(...gzip(text).slice(0, -4), 0, 0, 0, 1);
    const before = process.memoryUsage().arrayBuffers;
    for (let round = 0; round < 20; round++) expect(outcomeOf(() => gunzip(liar, 16 * MEBIBYTE))).toBe('gzip');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * MEBIBYTE);
  });
});
