import {
  catchError,
  concat,
  defer,
  delay,
  filter,
  ignoreElements,
  merge,
  type Observable,
  of,
  startWith,
  Subject,
  switchMap,
  take,
  tap,
  throwError,
} from 'rxjs';
import { retryBackoff } from '../../operators/retryBackoff.ts';
import { isColdwireError } from '../errors/coldwireError.ts';
import { guardTransport } from '../transport/guardTransport.ts';
import { redactUrl } from '../transport/redactUrl.ts';
import type { ConnectionEvent } from './connection.ts';
import { freshEndpoint } from './freshEndpoint.ts';
import { openConnection } from './openConnection.ts';
import type { ConnectionSettings, EndpointSource } from './options.ts';
import { redials } from './redials.ts';
import { remedyOf } from './remedyOf.ts';
import { sparing } from './sparing.ts';

/**
 * The life of a connection that is made again whenever it is lost, told in band. Dials on subscribe; closes on
 * unsubscribe; completes never; errors only with what cannot heal (`unsupported`, `invalid-options`,
 * `authentication-failed`).
 *
 * Where endpoints are a stream, each new one closes the socket (`paused`) and dials the next at once, in a row of failures of
 * its own; what the stream errors with is the error.
 */
export function connectionLife<M>(options: ConnectionSettings<M>): Observable<ConnectionEvent<M>> {
  const settings = sparing(options);
  const { backoff, scheduler, random, clock, limits } = settings;
  const transport = guardTransport(settings.transport, settings);
  return defer(() => {
    let epoch = settings.epochsAbove ?? 0;
    let attempt = 0;
    let source: EndpointSource;
    let remedy = remedyOf(undefined);
    const waits$ = new Subject<ConnectionEvent<M>>();
    const endpoint$ = freshEndpoint({ ...settings, endpoint: () => source() });
    const dial$ = concat(limits.dial$.pipe(ignoreElements()), endpoint$).pipe(
      switchMap((endpoint) =>
        transport(endpoint).pipe(
          switchMap((socket) => openConnection(socket, ++epoch, settings)),
          startWith<ConnectionEvent<M>>({ kind: 'connecting', url: redactUrl(endpoint.url), attempt }),
        ),
      ),
      tap({ error: heeding(limits) }),
      retryBackoff({
        base: backoff.base,
        cap: backoff.cap,
        jitter: 'full',
        shouldRetry: (error) => {
          remedy = remedyOf(error, remedy.doubts, settings.closes);
          return remedy.surfaced === undefined;
        },
        delayFrom: () => remedy.atLeast + (remedy.spread && random() * remedy.spread),
        stableWhen: (events$) => events$.pipe(stable(settings)),
        onRetry: ({ attempt: failed, delay: wait, error }) => {
          attempt = failed;
          waits$.next({
            kind: 'waiting',
            attempt,
            retryAt: clock.wall() + Math.max(wait, limits.dialIn()),
            error: error as Error,
          });
        },
        scheduler,
        random,
      }),
      catchError((error: unknown) => throwError(() => remedy.surfaced ?? error)),
    );
    const dials$ = redials(settings.endpoint, scheduler).pipe(
      switchMap((next) => {
        attempt = 0;
        remedy = remedyOf(undefined);
        if (next === undefined) return of<ConnectionEvent<M>>({ kind: 'paused' });
        source = next;
        return dial$;
      }),
    );
    return merge(waits$, dials$);
  });
}

/** Emits once a connection has proved life and then lived for the stable period. */
function stable<M>({ backoff, silence, scheduler }: ConnectionSettings<M>) {
  return (events$: Observable<ConnectionEvent<M>>): Observable<unknown> =>
    events$.pipe(
      filter((event) => event.kind === 'ready'),
      switchMap(({ connection }) =>
        connection.messages$.pipe(
          filter(silence?.isProof ?? (() => true)),
          take(1),
          delay(backoff.stableAfter, scheduler),
        ),
      ),
    );
}

/** Who asks to wait means this address, not this socket. */
function heeding({ penalise }: ConnectionSettings<never>['limits']): (error: unknown) => void {
  return (error) => {
    const wait = isColdwireError(error, 'dial-failed') ? error.context.retryAfterMs : undefined;
    if (wait !== undefined) penalise(wait);
  };
}
