import { crc32Table } from './crc32Table.ts';

/** CRC32 (IEEE 802.3) of an ASCII text, unsigned. Goes on from `seed`, the CRC of what came before. */
export function crc32(text: string, seed = 0): number {
  let crc = ~seed;
  for (let i = 0; i < text.length; i++) crc = (crc32Table[(crc ^ text.charCodeAt(i)) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}
