import { ColdwireError } from '../errors/coldwireError.ts';
import { crc32OfBytes } from './crc32OfBytes.ts';
import { inflateBlocks } from './inflateRaw.ts';

/** RFC 1952, 2.3.1: bits of the header's flags. */
const HEADER_CRC = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
const RESERVED = 0xe0;
const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
/** No stream gives more bytes for one of its own: 258 for two bits. Who says so is cut off, or lies. */
const MOST_RATIO = 1_032;

/**
 * Inflates gzip (RFC 1952), at once, in any runtime: what reads the binary frames of a venue such as HTX.
 *
 * Throws `protocol-violation` where the bytes are no gzip, are cut off, fail their checksum or have something behind
 * them, another member included (one frame is one message); and as soon as they would give more than `most` bytes.
 *
 * @example
 * ```ts
 * import { type Codec, gunzip, inflated } from 'coldwire';
 *
 * const codec: Codec = { kind: 'json', numbers: 'text', binary: inflated(gunzip) };
 * ```
 */
export function gunzip(bytes: Uint8Array, most: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = afterHeader(bytes, view);
  if (start + TRAILER_BYTES > bytes.length) refuse(bytes.length);
  const expected = view.getUint32(bytes.length - 4, true);
  if (expected > MOST_RATIO * bytes.length) refuse(bytes.length);
  if (expected > most) refuse(bytes.length, 'inflated length');
  const { bytes: inflated, end } = inflateBlocks(bytes, start, most, expected);
  if (end + TRAILER_BYTES !== bytes.length || expected !== inflated.length) refuse(bytes.length);
  if (view.getUint32(end, true) !== crc32OfBytes(inflated)) refuse(bytes.length, 'gzip checksum');
  return inflated;
}

function refuse(length: number, what = 'gzip'): never {
  throw new ColdwireError('protocol-violation', { what, length });
}

/** Where the compressed blocks begin. */
function afterHeader(bytes: Uint8Array, view: DataView): number {
  const { length } = bytes;
  if (length < HEADER_BYTES || view.getUint16(0) !== 0x1f8b || bytes[2] !== 8) refuse(length);
  const flags = bytes[3] as number;
  if ((flags & RESERVED) !== 0) refuse(length);
  let at = HEADER_BYTES;
  if ((flags & EXTRA) !== 0) at += at + 2 > length ? length : 2 + view.getUint16(at, true);
  for (const text of [NAME, COMMENT]) {
    if ((flags & text) === 0) continue;
    // Where no zero ends the text the index is -1, and that of the header's second byte no text begins.
    at = bytes.indexOf(0, at) + 1;
    if (at === 0) refuse(length);
  }
  if ((flags & HEADER_CRC) !== 0) {
    if (at + 2 > length || view.getUint16(at, true) !== (crc32OfBytes(bytes.subarray(0, at)) & 0xffff)) refuse(length);
    at += 2;
  }
  return at;
}
