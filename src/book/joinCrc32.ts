import { crc32 } from '../util/crc32.ts';

/** For each length met, what a CRC becomes when so much text follows it: four tables of 256, one a byte of the CRC. */
const shifts: (Uint32Array | undefined)[] = [];

/**
 * The CRC32 (IEEE) of two texts one after the other, from the CRC32 of each: `left` and `right`, the latter's text being
 * `length` characters long. A checksum over many levels then costs four look-ups a level instead of one a character,
 * and nothing is concatenated.
 */
export function joinCrc32(left: number, right: number, length: number): number {
  const shift = (shifts[length] ??= shiftBy(length));
  const shifted =
    (shift[left & 0xff] as number) ^
    (shift[256 | ((left >>> 8) & 0xff)] as number) ^
    (shift[512 | ((left >>> 16) & 0xff)] as number) ^
    (shift[768 | (left >>> 24)] as number);
  return (shifted ^ right) >>> 0;
}

/**
 * How `length` following characters move a CRC. That is linear over exclusive or once the CRC of those characters alone is
 * taken off, and which characters does not matter: so the 32 single bits tell all.
 */
function shiftBy(length: number): Uint32Array {
  const zeros = '\0'.repeat(length);
  const alone = crc32(zeros);
  const table = new Uint32Array(1024);
  for (let byte = 0; byte < 4; byte++) {
    for (let value = 1; value < 256; value++) {
      const lowest = value & -value;
      table[256 * byte + value] =
        value === lowest
          ? crc32(zeros, (value << (8 * byte)) >>> 0) ^ alone
          : (table[256 * byte + lowest] as number) ^ (table[256 * byte + value - lowest] as number);
    }
  }
  return table;
}
