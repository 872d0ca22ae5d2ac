import { isRow } from '../../protocol/fields.ts';
import type { QueryContext, RestQuery } from '../../protocol/query.ts';
import type { Rejection } from '../../protocol/requestRule.ts';
import { errorOf } from './errorWords.ts';

/** SHA-512 of nothing, which all that is asked here has for a body. */
const EMPTY_HASH =
  'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e';

/**
 * A signed question to REST. The text is method, path, query, SHA-512 of the body and seconds, a line each.
 *
 * @see https://www.gate.com/docs/developers/apiv4/en/#apiv4-signed-request-requirements
 */
export function signedGet<T>(path: string, query: string, read: RestQuery<T>['read']): RestQuery<T> {
  return {
    kind: 'rest',
    sign: ({ time }) => ['GET', path, query, EMPTY_HASH, secondsOf(time)].join('\n'),
    request: ({ key, time, signature }: QueryContext) => ({
      method: 'GET',
      url: query === '' ? path : `${path}?${query}`,
      headers: { KEY: key, SIGN: signature, Timestamp: secondsOf(time) },
    }),
    rejectionOf: restRejectionOf,
    read,
  };
}

/** Seconds since the epoch, as the venue wants instants in what is signed. */
export function secondsOf(time: number): string {
  return String(Math.floor(time / 1_000));
}

/** The refusal that an answer of REST is: `{"label":"INVALID_KEY","message":"Invalid key provided"}`. */
export function restRejectionOf(reply: unknown): Rejection | undefined {
  return isRow(reply) && typeof reply['label'] === 'string' ? errorOf(reply) : undefined;
}
