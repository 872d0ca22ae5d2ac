import type { SignedText } from '../protocol/signedText.ts';
import { base64Of, bytesOfBase64 } from '../util/base64.ts';
import { hexOf } from '../util/hexOf.ts';
import { hmacSha2 } from '../util/hmacSha2.ts';
import type { Sha2Bits } from '../util/sha2.ts';

/** How a venue has texts signed: by HMAC with SHA-2 of so many bits. */
export interface Signing {
  readonly bits: Sha2Bits;
  readonly encoding: 'hex' | 'base64';
  /** What a secret is: the key itself, or the key in base64. */
  readonly secret: 'text' | 'base64';
  /** What a text is where it is not bytes already: UTF-8, or one byte a character. */
  readonly text: 'utf8' | 'bytes';
}

/** The signature of a text, at once. */
export function signatureOf(
  { bits, encoding, secret: form, text: kind }: Signing,
  secret: string,
  text: SignedText,
): string {
  const utf8 = new TextEncoder();
  const key = form === 'base64' ? keyOf(secret) : utf8.encode(secret);
  const bytesOf = (words: string): Uint8Array =>
    kind === 'utf8' ? utf8.encode(words) : Uint8Array.from(words, (char) => char.charCodeAt(0));
  const mac = hmacSha2(bits, key, typeof text === 'string' ? bytesOf(text) : text);
  return encoding === 'hex' ? hexOf(mac) : base64Of(mac);
}

/** What is no base64 is a key that nobody signs with. */
function keyOf(secret: string): Uint8Array {
  try {
    return bytesOfBase64(secret);
  } catch {
    return new Uint8Array();
  }
}
