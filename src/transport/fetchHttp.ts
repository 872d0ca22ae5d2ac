import { Observable } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import { redactUrl } from './redactUrl.ts';
import type { Http } from './http.ts';

/**
 * Asks by the runtime's `fetch`. On subscribe it asks; it emits the answer, whatever its status, and completes. Errors with
 * `dial-failed` where no answer comes, with `unsupported` where the runtime has no `fetch`. Unsubscribing aborts. Sends and
 * keeps no cookies, follows no redirect (its headers would go along, to whoever the answer names) and reads no cache.
 *
 * @example
 * ```ts
 * import { fetchHttp } from 'coldwire';
 *
 * fetchHttp({ method: 'GET', url: 'https://api.kraken.com/0/public/Time' }).subscribe(({ status, body }) =>
 *   console.log(status, body.length > 0),
 * ); // 200 true
 * ```
 */
export const fetchHttp: Http = ({ method, url, headers, body }) =>
  new Observable((subscriber) => {
    const { fetch } = globalThis;
    if (typeof fetch !== 'function') {
      subscriber.error(new ColdwireError('unsupported', { what: 'fetch in this runtime' }));
      return undefined;
    }
    const leaving = new AbortController();
    const ask = async (): Promise<void> => {
      const answer = await fetch(url, {
        method,
        ...(headers === undefined ? {} : { headers }),
        ...(body === undefined ? {} : { body }),
        signal: leaving.signal,
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
      });
      const text = await answer.text();
      subscriber.next({ status: answer.status, headers: Object.fromEntries(answer.headers), body: text });
      subscriber.complete();
    };
    // What a runtime says of a failure may quote the url, and with it a signature.
    ask().catch((error: unknown) => {
      const { name, code } = ((error as Error | undefined)?.cause ?? error ?? {}) as { name?: unknown; code?: unknown };
      subscriber.error(new ColdwireError('dial-failed', { url: redactUrl(url) }, { cause: { name, code } }));
    });
    return () => leaving.abort();
  });
