import type { VenueWorld } from '../venueSide.ts';
import type { Fields } from './request.ts';

/** An account that has logged in, by its key; or the code and words of the refusal. */
export type LoginResult = { readonly account: string } | { readonly refusal: readonly [code: string, msg: string] };

/** A login is good for so many milliseconds after its timestamp, and before. */
const VALID_FOR = 30_000;

const words = {
  'unknown-key': ['60005', 'Invalid apiKey'],
  'wrong-signature': ['60007', 'Invalid sign'],
  'wrong-passphrase': ['60024', 'Wrong passphrase'],
} as const;

/**
 * Judges the argument of a login: `{"apiKey":"..","passphrase":"..","timestamp":"1538054050","sign":".."}`, the sign over the timestamp
 * (seconds, a fraction allowed) and a path that does not exist.
 *
 * @see https://www.okx.com/docs-v5/en/#overview-websocket-login
 */
export function loginOf({ apiKey, passphrase, timestamp, sign }: Fields, { accounts, now }: VenueWorld): LoginResult {
  const isWhole = [apiKey, passphrase, timestamp, sign].every((field) => typeof field === 'string');
  if (!isWhole) return { refusal: ['60009', 'Login failed.'] };
  if (!(Math.abs(Number(timestamp) * 1_000 - now()) <= VALID_FOR)) {
    return { refusal: ['60006', 'Timestamp request expired'] };
  }
  const proven = accounts.prove({
    key: String(apiKey),
    text: `${String(timestamp)}GET/users/self/verify`,
    signature: String(sign),
    passphrase: String(passphrase),
  });
  return 'account' in proven ? proven : { refusal: words[proven.disbelief] };
}
