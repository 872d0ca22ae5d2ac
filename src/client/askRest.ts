import { defer, map, type Observable, take, throwIfEmpty } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Clock } from '../model/seams.ts';
import type { RestRequest } from '../protocol/freshEndpoint.ts';
import type { Http } from '../transport/http.ts';
import { redactUrl } from '../transport/redactUrl.ts';
import { retryAfterMs } from '../transport/retryAfterMs.ts';
import { withOrigin } from './endpointOf.ts';

/** Statuses by which venues say that too much was asked, whatever else they say. */
export const LIMITED: readonly (number | undefined)[] = [429, 418];

/** By what REST is asked. */
export interface RestDoor {
  readonly http: Http;
  readonly clock: Pick<Clock, 'wall'>;
  /** What the options put in the place of the request's own origin, if anything. */
  readonly origin?: string | undefined;
  /** What an answer of another status than 2xx, 429 and 418 is; nothing where it is only a failure. Default: nothing. */
  readonly refusalOf?: (status: number, body: string) => Error | undefined;
}

/**
 * Asks REST on subscribe, once. Emits the body and completes; errors with `dial-failed` for another status than 2xx, with the
 * wait that the venue asks for, and where there is no answer. Other errors of `http` pass. Unsubscribing leaves it.
 */
export function askRest(request: RestRequest, { http, clock, origin, refusalOf }: RestDoor): Observable<string> {
  const asked = origin === undefined ? request : { ...request, url: withOrigin(request.url, origin) };
  const url = redactUrl(asked.url);
  return defer(() => http(asked)).pipe(
    take(1),
    throwIfEmpty(() => new ColdwireError('dial-failed', { url })),
    map(({ status, headers, body }) => {
      if (status >= 200 && status < 300) return body;
      const wait = retryAfterMs(headers['retry-after'], clock.wall());
      throw (
        (LIMITED.includes(status) ? undefined : refusalOf?.(status, body)) ??
        new ColdwireError('dial-failed', { url, status, ...(wait === undefined ? {} : { retryAfterMs: wait }) })
      );
    }),
  );
}
