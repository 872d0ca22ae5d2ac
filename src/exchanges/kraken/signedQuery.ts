import { ColdwireError } from '../../errors/coldwireError.ts';
import { isRow, type Row } from '../../protocol/fields.ts';
import type { RestRequest } from '../../protocol/freshEndpoint.ts';
import type { QueryContext, RestQuery } from '../../protocol/query.ts';
import type { Rejection } from '../../protocol/requestRule.ts';
import { venueWords } from '../../protocol/venueWords.ts';
import { sha2 } from '../../util/sha2.ts';

/** What is asked of REST as somebody: the bytes that are signed, and the request that they are signed for. */
export interface SignedRequest {
  sign(context: Pick<QueryContext, 'nonce'>): Uint8Array;
  request(context: Pick<QueryContext, 'nonce' | 'key' | 'signature'>): RestRequest;
}

/**
 * A private method of REST. Signed are the path and, behind it, the SHA-256 of nonce and body: `API-Sign` is the HMAC-SHA-512 of
 * that with the secret, which comes in base64, in base64.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-rest-auth
 */
export function signedRequest(method: string, fields: Readonly<Record<string, string>> = {}): SignedRequest {
  const path = `/0/private/${method}`;
  const bodyOf = (nonce: number): string => new URLSearchParams({ nonce: String(nonce), ...fields }).toString();
  const utf8 = new TextEncoder();
  return {
    sign: ({ nonce }) => Uint8Array.of(...utf8.encode(path), ...sha2(256, utf8.encode(`${nonce}${bodyOf(nonce)}`))),
    request: ({ nonce, key, signature }) => ({
      method: 'POST',
      url: path,
      headers: { 'API-Key': key, 'API-Sign': signature, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: bodyOf(nonce),
    }),
  };
}

/** A question to a private method of REST, and how its `result` is read. */
export function signedQuery<T>(
  method: string,
  fields: Readonly<Record<string, string>>,
  read: (result: Row, receivedAt: number) => T,
): RestQuery<T> {
  return {
    kind: 'rest',
    ...signedRequest(method, fields),
    rejectionOf: restRejectionOf,
    read: (reply, receivedAt) => read(resultOf(reply), receivedAt),
  };
}

/** `{"error":["EOrder:Unknown order"]}`, with status 200. */
export function restRejectionOf(reply: unknown): Rejection | undefined {
  const errors = isRow(reply) ? reply['error'] : undefined;
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  return { reason: venueWords(errors.join('; '), 'refused without a reason') };
}

/** `{"error":[],"result":{...}}` */
export function resultOf(reply: unknown): Row {
  const result = isRow(reply) ? reply['result'] : undefined;
  if (isRow(result)) return result;
  throw new ColdwireError('protocol-violation', { what: 'field result' });
}
