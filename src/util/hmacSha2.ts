import { type Sha2Bits, sha2 } from './sha2.ts';

/** The HMAC of a message with SHA-2 of so many bits, at once and anywhere: `sha2` says for what. */
export function hmacSha2(bits: Sha2Bits, key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = bits === 256 ? 64 : 128;
  const padded = new Uint8Array(block);
  padded.set(key.length > block ? sha2(bits, key) : key);
  const around = (pad: number, bytes: Uint8Array): Uint8Array =>
    sha2(bits, Uint8Array.of(...padded.map((byte) => byte ^ pad), ...bytes));
  return around(0x5c, around(0x36, message));
}
