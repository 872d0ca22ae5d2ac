import { sha2 } from '../../util/sha2.ts';
import type { RestRequest, VenueWorld } from '../venueSide.ts';

/** What a private request says, once it is known whose it is. */
export interface PrivateRequest {
  readonly account: string;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Checks key, nonce and signature of a private request: base64 of HMAC-SHA512 by the secret over the path and the SHA-256 of nonce
 * and body. A nonce must be greater than all before it of that key.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-rest-auth
 */
export function privateGate({
  accounts,
}: Pick<VenueWorld, 'accounts'>): (request: RestRequest) => PrivateRequest | string {
  const nonces = new Map<string, bigint>();
  return ({ path, headers, body }) => {
    const params = paramsOf(body, headers['content-type'] ?? '');
    const { nonce = '' } = params;
    if (!/^\d{1,20}$/.test(nonce)) return 'EAPI:Invalid nonce';
    const digest = sha2(256, new TextEncoder().encode(nonce + body));
    const key = headers['api-key'] ?? '';
    const proven = accounts.prove({
      key,
      text: path + String.fromCharCode(...digest),
      signature: headers['api-sign'] ?? '',
    });
    if ('disbelief' in proven) {
      return proven.disbelief === 'unknown-key' ? 'EAPI:Invalid key' : 'EAPI:Invalid signature';
    }
    if (BigInt(nonce) <= (nonces.get(key) ?? -1n)) return 'EAPI:Invalid nonce';
    nonces.set(key, BigInt(nonce));
    return { account: proven.account, method: path.replace(/^.*\//, ''), params };
  };
}

/** Of a form, or of JSON where the header says so. */
function paramsOf(body: string, type: string): Readonly<Record<string, string>> {
  if (!type.includes('json')) return Object.fromEntries(new URLSearchParams(body));
  try {
    const fields = Object.entries(JSON.parse(body) as object);
    return Object.fromEntries(fields.map(([name, value]) => [name, String(value)]));
  } catch {
    return {};
  }
}
