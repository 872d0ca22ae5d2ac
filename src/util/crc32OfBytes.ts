import { crc32Table } from './crc32Table.ts';

/** CRC32 (IEEE 802.3) of bytes, unsigned. Apart from that of a text, so that each loop sees one kind of input. */
export function crc32OfBytes(bytes: Uint8Array): number {
  let crc = ~0;
  for (let i = 0; i < bytes.length; i++)
    crc = (crc32Table[(crc ^ (bytes[i] as number)) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}
