import type { RestRequest, VenueWorld } from '../venueSide.ts';
import type { LoginResult } from './login.ts';

/** A request is good for so many milliseconds after its timestamp, and before. */
const VALID_FOR = 30_000;

const WORDS = {
  'unknown-key': ['50111', 'Invalid OK-ACCESS-KEY'],
  'wrong-signature': ['50113', 'Invalid Sign'],
  'wrong-passphrase': ['50105', 'Request header OK-ACCESS-PASSPHRASE incorrect.'],
} as const;

/**
 * Judges who asks: the headers `OK-ACCESS-KEY`, `-SIGN`, `-TIMESTAMP` and `-PASSPHRASE`, the sign over timestamp, method, path with its
 * query, and body.
 *
 * @see https://www.okx.com/docs-v5/en/#overview-rest-authentication
 */
export function restAccess(
  { method, path, search, headers, body }: RestRequest,
  { accounts, now }: Pick<VenueWorld, 'accounts' | 'now'>,
): LoginResult {
  const [key = '', signature = '', timestamp = '', passphrase = ''] = ['key', 'sign', 'timestamp', 'passphrase'].map(
    (name) => headers[`ok-access-${name}`],
  );
  if (key === '') return { refusal: ['50103', 'Request header "OK-ACCESS-KEY" can\'t be empty.'] };
  if (!(Math.abs(Date.parse(timestamp) - now()) <= VALID_FOR)) {
    return { refusal: ['50102', 'Timestamp request expired'] };
  }
  const query = search === '' ? '' : `?${search}`;
  const text = `${timestamp}${method}${path}${query}${body}`;
  const proven = accounts.prove({ key, text, signature, passphrase });
  return 'account' in proven ? proven : { refusal: WORDS[proven.disbelief] };
}
