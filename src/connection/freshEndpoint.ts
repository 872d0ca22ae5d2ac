import {
  catchError,
  defer,
  EMPTY,
  from,
  isObservable,
  merge,
  type Observable,
  of,
  switchMap,
  take,
  tap,
  throwError,
  throwIfEmpty,
  timeout,
} from 'rxjs';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Endpoint } from '../model/seams.ts';
import type { ConnectionSettings, EndpointSource } from './options.ts';

/** What an endpoint is got by, and what may keep it from being dialled. */
type EndpointSettings = Pick<ConnectionSettings<never>, 'dialTimeout' | 'scheduler' | 'limits'> & {
  readonly endpoint: EndpointSource;
};

/**
 * A fresh endpoint for each dial, once the venue lets it be dialled: while it was got, another socket may have been asked to wait.
 * It is got anew after such a wait, for what it holds may be out of date by then. Failing to get one in time is a failed dial.
 */
export function freshEndpoint(settings: EndpointSettings): Observable<Endpoint> {
  return endpointOf(settings).pipe(
    switchMap((endpoint) => {
      let hasWaited = false;
      const waits$ = EMPTY.pipe(
        tap({
          subscribe: () => {
            hasWaited = true;
          },
        }),
      );
      const unbarred$ = settings.limits.unbarred$.pipe(
        switchMap(() => (hasWaited ? freshEndpoint(settings) : of(endpoint))),
      );
      // In this order: what is passed at once is passed before the wait begins.
      return merge(unbarred$, waits$);
    }),
  );
}

function endpointOf({ endpoint, dialTimeout, scheduler }: EndpointSettings): Observable<Endpoint> {
  return defer(() => {
    const fresh = endpoint();
    if (isEndpoint(fresh)) return of(fresh);
    return from(fresh).pipe(timeout({ first: dialTimeout, scheduler }), take(1), throwIfEmpty());
  }).pipe(
    catchError((cause: unknown) =>
      throwError(() => (isColdwireError(cause) ? cause : new ColdwireError('dial-failed', {}, { cause }))),
    ),
  );
}

function isEndpoint(value: unknown): value is Endpoint {
  return !isObservable(value) && typeof value === 'object' && value !== null && 'url' in value;
}
