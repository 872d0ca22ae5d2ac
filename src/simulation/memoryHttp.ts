import { defer, of, throwError } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Http } from '../transport/http.ts';
import type { Gate } from './gate.ts';
import { lowerCased } from './lowerCased.ts';
import type { RestAnswer, RestRequest } from './venueSide.ts';

/** The venue's REST side without a network: answers on subscribe, synchronously. Errors with `dial-failed` in an outage. */
export function memoryHttp(rest: (request: RestRequest) => RestAnswer, outage: Gate['outage']): Http {
  return ({ method, url, headers = {}, body = '' }) =>
    defer(() => {
      const refusal = outage();
      const { origin, pathname: path, search, searchParams: query } = new URL(url);
      if (refusal !== undefined && refusal.status === undefined) {
        return throwError(() => new ColdwireError('dial-failed', { url: `${origin}${path}` }));
      }
      const answer =
        refusal?.status === undefined
          ? rest({ method, path, search: search.slice(1), query, headers: lowerCased(headers), body })
          : { status: refusal.status, body: '' };
      return of({ status: answer.status, headers: headersOf(answer, refusal?.retryAfterMs), body: answer.body });
    });
}

/** The headers of every REST answer. */
export function headersOf(
  { headers }: Pick<RestAnswer, 'headers'>,
  retryAfterMs: number | undefined,
): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }),
    ...headers,
  };
}
