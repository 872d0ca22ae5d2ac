import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decoderOf } from '../../src/codec/jsonCodec.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Frame } from '../../src/model/seams.ts';
import { inflated } from '../../src/protocol/inflated.ts';
import { gunzip } from '../../src/util/gunzip.ts';
import { inflateDetected } from '../../src/util/inflateDetected.ts';
import { inflateRaw } from '../../src/util/inflateRaw.ts';
import { losslessNumber } from '../../src/util/losslessNumber.ts';

const MEBIBYTE = 1_048_576;
const decode = decoderOf({ kind: 'json', numbers: 'text', tokens: { Ping: 'ping' }, binary: inflated(gunzip) });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const gzip = (text: string | Uint8Array): Uint8Array => new Uint8Array(gzipSync(text));

/** What a decoder makes of a frame, or the fault it names, innermost. Lets anything but a violation pass. */
function outcomeOf(frame: Frame, by: (frame: Frame) => unknown = decode): unknown {
  try {
    return by(frame);
  } catch (error) {
    if (isColdwireError(error, 'protocol-violation')) return `violation: ${error.context.what}`;
    throw error;
  }
}

describe('compressed JSON', () => {
  it.each([
    ['gzip', gunzip, gzipSync],
    ['raw deflate', inflateRaw, deflateRawSync],
    ['gzip, detected', inflateDetected, gzipSync],
    ['zlib, detected', inflateDetected, deflateSync],
    ['raw deflate, detected', inflateDetected, deflateRawSync],
  ])('is what it was: %s', (_, inflate, deflate) => {
    const read = decoderOf({ kind: 'json', numbers: 'number', binary: inflated(inflate) });
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' }), (value) => {
        const text = JSON.stringify(value);
        expect(read(new Uint8Array(deflate(text)))).toStrictEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps numbers, tokens and text frames as the codec says', () => {
    expect(decode(gzip('{"id":16186780705230000090071992,"price":"1.0","size":0.10}'))).toEqual({
      id: '16186780705230000090071992',
      price: '1.0',
      size: '0.10',
    });
    expect(decode(gzip('Ping'))).toBe('ping');
    expect(decode('{"a":1}')).toEqual({ a: '1' });
  });

  it('makes of a key __proto__ a property like any other', () => {
    const value = decode(gzip('{"__proto__":{"polluted":1}}')) as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
  });
});

describe('a hostile frame', () => {
  const truncated = gzip('{"a":1}').slice(0, -9);
  const corrupt = gzip('{"a":1}').map((byte, at) => (at === 12 ? byte ^ 0x40 : byte));

  it.each<[string, Frame, string]>([
    ['nothing', Uint8Array.of(), 'gzip'],
    ['nothing, zipped', gzip(''), 'JSON'],
    ['an empty text', '', 'JSON'],
    ['what is not compressed', bytes('{"a":1}'), 'gzip'],
    ['a frame that is cut off', truncated, 'gzip'],
    ['a frame with a bit wrong', corrupt, 'gzip checksum'],
    ['no text', gzip(Uint8Array.of(0x22, 0xff, 0x22)), 'text encoding'],
    ['a character that is cut off', gzip(bytes('"ü"').slice(0, 2)), 'text encoding'],
    ['no JSON', gzip('{"a":'), 'JSON'],
    ['JSON too deep', gzip('['.repeat(65) + ']'.repeat(65)), 'JSON depth'],
    ['megabytes of nested arrays', gzip('['.repeat(8 * MEBIBYTE)), 'JSON depth'],
    ['a megabyte of digits', gzip('1'.repeat(MEBIBYTE)), 'JSON number'],
    ['a frame that is too long', new Uint8Array(MEBIBYTE + 1), 'compressed length'],
    ['a message that is too long', gzip(' '.repeat(16 * MEBIBYTE) + '1'), 'inflated length'],
  ])('is a violation, and the next one is fine: %s', (_, frame, what) => {
    expect(outcomeOf(frame)).toBe(`violation: ${what}`);
    expect(decode(gzip('{"next":1}'))).toEqual({ next: '1' });
  });

  it('may be as long as a message may be', () => {
    expect(decode(gzip(' '.repeat(16 * MEBIBYTE - 1) + '1'))).toBe('1');
  });

  it('that is a bomb costs no more than its cap and 64 MB, and the next one is fine', () => {
    const bomb = gzip(new Uint8Array(256 * MEBIBYTE));
    expect(bomb.length).toBeLessThan(270_000);
    const lying = bomb.slice();
    lying.set([0, 1, 0, 0], bomb.length - 4);
    const before = process.memoryUsage().rss;
    for (const frame of [bomb, lying]) expect(outcomeOf(frame)).toBe('violation: inflated length');
    expect(process.memoryUsage().rss - before).toBeLessThan((16 + 64) * MEBIBYTE);
    expect(decode(gzip('{"next":1}'))).toEqual({ next: '1' });
  });

  it('is never anything but a message or a violation, whatever codec reads it', () => {
    const binary = inflated(inflateDetected, { maxCompressed: 200, maxInflated: 400 });
    const readers = [
      decode,
      decoderOf({ kind: 'json', numbers: 'number' }),
      decoderOf({ kind: 'json', numbers: losslessNumber, tokens: { pong: 1 }, binary }),
    ];
    const almost = fc.string({ unit: fc.constantFrom(...'{}[]",:\\01-.eE \u0000é\ud800'.split('')), maxLength: 500 });
    const zipped = almost.map(gzip);
    const spoilt = fc
      .tuple(zipped, fc.nat(), fc.nat(255))
      .map(([frame, at, byte]) => frame.with(at % frame.length, byte));
    const noise = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(fc.oneof<fc.Arbitrary<Frame>[]>(almost, zipped, spoilt, noise), (frame) => {
        for (const read of readers) outcomeOf(frame, read);
      }),
      { numRuns: 2_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
