import { defer, from, type Observable, of } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Signing } from '../protocol/auth.ts';
import type { SignedText } from '../protocol/signedText.ts';
import { base64Of, bytesOfBase64 } from '../util/base64.ts';
import { hexOf } from '../util/hexOf.ts';

/**
 * The HMAC of a text in UTF-8, or of bytes, on subscribe: at once in Node; elsewhere by WebCrypto, which knows no other way than to answer later.
 * Errors with `invalid-options` where the secret is not the base64 it should be, `unsupported` where there is no WebCrypto
 * (a page that came unencrypted).
 */
export function hmac(secret: string, text: SignedText, { recipe, secret: form }: Signing): Observable<string> {
  return defer(() => {
    const [, hash = '', encoding = ''] = recipe.split('-');
    const key = form === 'base64' ? secretOf(secret) : new TextEncoder().encode(secret);
    const node = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:crypto');
    return node === undefined
      ? from(webHmac(key, text, `SHA-${hash.slice(3)}`, encoding))
      : of(
          node
            .createHmac(hash, key)
            .update(text)
            .digest(encoding as 'hex' | 'base64'),
        );
  });
}

async function webHmac(key: BufferSource, text: SignedText, hash: string, encoding: string): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  if (subtle === undefined) throw new ColdwireError('unsupported', { what: 'WebCrypto' });
  const imported = await subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign']);
  const signed = typeof text === 'string' ? new TextEncoder().encode(text) : Uint8Array.from(text);
  const bytes = new Uint8Array(await subtle.sign('HMAC', imported, signed));
  return encoding === 'hex' ? hexOf(bytes) : base64Of(bytes);
}

function secretOf(text: string): Uint8Array<ArrayBuffer> {
  try {
    return bytesOfBase64(text);
  } catch {
    throw new ColdwireError('invalid-options', { option: 'credentials.secret', expected: 'base64' });
  }
}
