import { createHmac } from 'node:crypto';
import { demoAccount } from '../../../src/simulation/index.ts';

/** Whose key signs. */
export interface Signer {
  readonly key: string;
  readonly secret: string;
}

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** The parameters of a request on a socket, signed. */
export function signedParams(
  params: Readonly<Record<string, string | number | boolean>>,
  timestamp: number,
  { key, secret }: Signer = demoAccount,
): Readonly<Record<string, string | number | boolean>> {
  const all = { ...params, apiKey: key, timestamp };
  const text = Object.entries(all)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
  return { ...all, signature: hmac(secret, text) };
}

/** The query of a REST request, signed. */
export function signedQuery(
  params: Readonly<Record<string, string | number | boolean>>,
  timestamp: number,
  { secret }: Signer = demoAccount,
): string {
  const text = new URLSearchParams({ ...params, timestamp: String(timestamp) } as Record<string, string>).toString();
  return `${text}&signature=${hmac(secret, text)}`;
}

/** The header that names the key. */
export function keyHeader({ key }: Pick<Signer, 'key'> = demoAccount): Record<string, string> {
  return { 'X-MBX-APIKEY': key };
}
