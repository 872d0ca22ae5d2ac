import { defer, of, throwError } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Http } from '../transport/http.ts';
import type { Gate } from './gate.ts';
import type { RestAnswer } from './venueSide.ts';

/** The venue's REST side without a network: answers on subscribe, synchronously. Errors with `dial-failed` in an outage. */
export function memoryHttp(rest: (method: string, path: string) => RestAnswer, outage: Gate['outage']): Http {
  return ({ method, url }) =>
    defer(() => {
      const refusal = outage();
      const { origin, pathname } = new URL(url);
      if (refusal !== undefined && refusal.status === undefined) {
        return throwError(() => new ColdwireError('dial-failed', { url: `${origin}${pathname}` }));
      }
      const { status, body } =
        refusal?.status === undefined ? rest(method, pathname) : { status: refusal.status, body: '' };
      return of({ status, headers: headersOf(refusal?.retryAfterMs), body });
    });
}

/** The headers of every REST answer. */
export function headersOf(retryAfterMs: number | undefined): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }),
  };
}
