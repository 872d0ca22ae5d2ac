import { hexOf } from '../../util/hexOf.ts';
import { sha2 } from '../../util/sha2.ts';
import type { RestRequest, VenueWorld } from '../venueSide.ts';
import { type Access, accessOf } from './access.ts';

/**
 * Judges who asks: the headers `KEY`, `Timestamp` (seconds) and `SIGN`, the sign over method, path, query, the SHA-512 of the body in
 * hexadecimal, and the time, on lines of their own.
 *
 * @see https://www.gate.com/docs/developers/apiv4/en/#authentication
 */
export function restAccess({ method, path, search, headers, body }: RestRequest, world: VenueWorld): Access {
  const { key = '', sign = '', timestamp = '' } = headers;
  const digest = hexOf(sha2(512, new TextEncoder().encode(body)));
  const text = [method, path, search, digest, timestamp].join('\n');
  return accessOf({ key, signature: sign, text }, timestamp, world);
}
