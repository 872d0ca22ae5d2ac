import { catchError, connect, defer, first, type Observable, switchMap, takeUntil, tap, throwError, timer } from 'rxjs';
import { LONGEST_DELAY } from '../../operators/internal/longestDelay.ts';
import type { Connection, RequestOptions } from '../connection/connection.ts';
import { isOver } from '../connection/isOver.ts';
import type { ConnectionSettings } from '../connection/options.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';

/** One request, and what it is measured by. */
export interface WaitingRequest<M> extends Pick<ConnectionSettings<M>, 'requestTimeout' | 'scheduler' | 'clock'> {
  readonly message: unknown;
  readonly options: RequestOptions<M>;
  /** The id to send it by, asked once there is a connection. */
  readonly idOn: (connection: Connection<M>) => number | string;
}

/**
 * Sends a request over the first living connection there is, and emits what answers it there.
 *
 * On subscribe it subscribes to `connections$`, until its own end: whoever makes the connections knows by that how long
 * they are needed. The timeout spans all of it. Where none came in time, or `connections$` errored, it errors with
 * `not-sent` and the cause; from then on it ends as {@link Connection.request} does, and no later connection is asked.
 * Unsubscribing before a connection came sends nothing.
 */
export function requestWhenReady<M>(
  connections$: Observable<Connection<M>>,
  request: WaitingRequest<M>,
): Observable<M> {
  const { message, options, idOn, requestTimeout, scheduler, clock } = request;
  const { id, timeout = requestTimeout } = options;
  const notSent = (cause: unknown): Observable<never> =>
    throwError(() => new ColdwireError('not-sent', id === undefined ? {} : { id }, { cause }));
  return defer(() => {
    const begun = clock.monotonic();
    const left = (): number => timeout - (clock.monotonic() - begun);
    const overdue$ = timer(Math.min(timeout, LONGEST_DELAY), scheduler).pipe(
      tap(() => {
        throw new ColdwireError('ack-timeout', { timeout });
      }),
    );
    return connections$.pipe(
      connect((each$) =>
        each$.pipe(
          // After a stall of this side a connection may come before the timer that was due earlier.
          first((connection) => !isOver(connection) && (left() > 0 || timeout === 0)),
          takeUntil(overdue$),
          catchError(notSent),
          switchMap((connection) =>
            connection.request(message, { ...options, id: idOn(connection), timeout: Math.max(left(), 0) }),
          ),
        ),
      ),
      catchError((error: unknown) => throwError(() => spanning(error, timeout))),
    );
  });
}

/** An error of one who waited for an answer, told the time it was given, not what was left of that. */
function spanning(error: unknown, timeout: number): unknown {
  if (!isColdwireError(error, 'outcome-unknown') && !isColdwireError(error, 'reply-timeout')) return error;
  const { kind, context } = error;
  return context.timeout === undefined ? error : new ColdwireError(kind, { ...context, timeout });
}
