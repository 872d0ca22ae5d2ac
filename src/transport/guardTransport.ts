import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  filter,
  type Observable,
  type SchedulerLike,
  tap,
  throwError,
  timeout,
} from 'rxjs';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Endpoint } from '../model/seams.ts';
import { redactUrl } from './redactUrl.ts';
import type { Socket, Transport } from './socket.ts';

/** What {@link guardTransport} watches. */
export interface GuardTransportOptions {
  /** Milliseconds from subscribe until the Socket must have come. Default 10,000. */
  readonly dialTimeout?: number;
  /** Runs the timeout. Default: rxjs's asyncScheduler. */
  readonly scheduler?: SchedulerLike;
}

/** The defaults of {@link GuardTransportOptions}. */
const defaultGuardTransportOptions: Required<GuardTransportOptions> = {
  dialTimeout: 10_000,
  scheduler: asyncScheduler,
};

/** Where a transport's own, well-behaved end would stand. */
const COMPLETED = new Error('completed');

/**
 * Holds any transport to the contract of {@link Transport}, whoever wrote it.
 *
 * On subscribe it subscribes to the transport, and errors with `dial-failed` when no Socket comes within `dialTimeout`.
 * It emits the first Socket and ignores any other. It never completes: where the transport completes, throws, or errors
 * with anything but a ColdwireError, it errors with `dial-failed` before the Socket and `connection-lost` after it, the
 * stranger as `cause`; a ColdwireError passes as it is. Unsubscribing unsubscribes from the transport.
 */
export function guardTransport(transport: Transport, options: GuardTransportOptions = {}): Transport {
  const { dialTimeout, scheduler } = { ...defaultGuardTransportOptions, ...options };
  return (endpoint) =>
    defer(() => {
      let opened = false;
      return concat(
        defer(() => transport(endpoint)),
        throwError(() => COMPLETED),
      ).pipe(
        filter((_, index) => index === 0),
        tap(() => {
          opened = true;
        }),
        timeout({ first: dialTimeout, scheduler }),
        catchError((error: unknown) => failWith(error, opened, endpoint)),
      );
    });
}

function failWith(error: unknown, opened: boolean, endpoint: Endpoint): Observable<Socket> {
  return throwError(() => {
    if (isColdwireError(error)) return error;
    const cause = error === COMPLETED ? {} : { cause: error };
    return opened
      ? new ColdwireError('connection-lost', closeOf(error), cause)
      : new ColdwireError('dial-failed', { url: redactUrl(endpoint.url) }, cause);
  });
}

/** What a stranger tells of the close: rxjs's own `webSocket`, for one, errors with the runtime's CloseEvent. */
function closeOf(error: unknown): ColdwireError<'connection-lost'>['context'] {
  if (typeof error !== 'object' || error === null) return {};
  const { code, reason, wasClean } = error as Readonly<Record<string, unknown>>;
  return {
    ...(typeof code === 'number' ? { code } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof wasClean === 'boolean' ? { wasClean } : {}),
  };
}
