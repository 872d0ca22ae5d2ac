import { ColdwireError } from '../errors/coldwireError.ts';
import { gunzip } from './gunzip.ts';
import { inflateBlocks, inflateRaw } from './inflateRaw.ts';

const DEFLATE = 8;
const DICTIONARY = 0x20;
const HEADER_BYTES = 2;
const TRAILER_BYTES = 4;

/**
 * Inflates what its first bytes say it is: gzip (`1f 8b`), zlib (RFC 1950: `78` and a fitting second byte, or a smaller
 * window), else a raw DEFLATE stream. No stream of one kind begins as those of another do, as encoders write them.
 *
 * Plain JSON is not told apart: `{` begins a lawful DEFLATE stream. Throws `protocol-violation` as
 * {@link gunzip} and {@link inflateRaw} do, checksums included.
 *
 * @example
 * ```ts
 * import { type Codec, inflateDetected, inflated } from 'coldwire';
 *
 * const codec: Codec = { kind: 'json', numbers: 'number', binary: inflated(inflateDetected) };
 * ```
 */
export function inflateDetected(bytes: Uint8Array, most: number): Uint8Array {
  const [first = 0, second = 0] = bytes;
  if (first === 0x1f && second === 0x8b) return gunzip(bytes, most);
  const isZlib = (first & 0x8f) === DEFLATE && (first * 256 + second) % 31 === 0;
  return isZlib ? inflateZlib(bytes, most) : inflateRaw(bytes, most);
}

function inflateZlib(bytes: Uint8Array, most: number): Uint8Array {
  const refuse = (what: string): never => {
    throw new ColdwireError('protocol-violation', { what, length: bytes.length });
  };
  if (((bytes[1] as number) & DICTIONARY) !== 0) refuse('zlib dictionary');
  const { bytes: inflated, end } = inflateBlocks(bytes, HEADER_BYTES, most);
  if (end + TRAILER_BYTES !== bytes.length) refuse('zlib');
  const checksum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end);
  return checksum === adler32(inflated) ? inflated : refuse('zlib checksum');
}

const ADLER_BASE = 65_521;
/** So many bytes add up to less than 2^31 between two divisions. */
const ADLER_RUN = 2_048;

/** RFC 1950, 9. */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let start = 0; start < bytes.length; start += ADLER_RUN) {
    for (const byte of bytes.subarray(start, start + ADLER_RUN)) {
      low += byte;
      high += low;
    }
    low %= ADLER_BASE;
    high %= ADLER_BASE;
  }
  return high * 65_536 + low;
}
