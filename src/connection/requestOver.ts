import { catchError, defer, EMPTY, finalize, merge, type Observable, throwError } from 'rxjs';
import { awaitReplies } from '../../operators/awaitReplies.ts';
import type { Router } from '../../operators/routeBy.ts';
import { ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { Connection, RequestOptions } from './connection.ts';
import type { ConnectionSettings } from './options.ts';

/** What requests go out by and come back on. */
export interface RequestWire<M> {
  readonly send: (message: unknown) => void;
  /** The replies of the connection, by the text of their id. */
  readonly replies: Router<M, string>;
  readonly settings: Pick<ConnectionSettings<M>, 'withId' | 'requestTimeout' | 'pending' | 'scheduler'>;
}

/**
 * Requests over one connection. Listens before it sends, so no answer is too fast; matches in O(1) however many are
 * pending; settles each exactly once.
 */
export function requestOver<M>({ send, replies, settings }: RequestWire<M>): Connection<M>['request'] {
  const pending = new Set<string>();
  let lastId = 0;
  return (message, { id, replies: count = 1, isFinal, timeout = settings.requestTimeout, idempotent = false } = {}) =>
    defer(() => {
      const requestId = id ?? ++lastId;
      const key = String(requestId);
      if (pending.has(key)) return fail('invalid-options', { option: 'id', expected: 'an id not pending' });
      if (pending.size >= settings.pending) return fail('overflow', { limit: settings.pending, what: 'requests' });
      pending.add(key);
      let handedOver = false;
      const send$ = defer(() => {
        send(settings.withId(message, requestId));
        handedOver = true;
        return EMPTY;
      });
      const reply$ = replies.select(key).pipe(
        awaitReplies<M>({
          id: key,
          idOf: () => key,
          replies: count,
          ...(isFinal === undefined ? {} : { isFinal }),
          timeout,
          with: () => throwError(() => unanswered(requestId, idempotent, { timeout })),
          scheduler: settings.scheduler,
        }),
      );
      return merge(reply$, send$).pipe(
        catchError((error: unknown) => throwError(() => settle(error, requestId, handedOver, idempotent))),
        finalize(() => pending.delete(key)),
      );
    });
}

/** What a failed request amounts to: nothing left, or something may have. */
function settle(error: unknown, id: number | string, handedOver: boolean, idempotent: boolean): unknown {
  if (isColdwireError(error, 'reply-timeout') || isColdwireError(error, 'outcome-unknown')) return error;
  if (handedOver) return unanswered(id, idempotent, {}, error);
  return isColdwireError(error, 'not-sent') ? error : new ColdwireError('not-sent', { id }, { cause: error });
}

function unanswered(id: number | string, idempotent: boolean, context: { timeout?: number }, cause?: unknown): Error {
  return new ColdwireError(
    idempotent ? 'reply-timeout' : 'outcome-unknown',
    { id, ...context },
    cause === undefined ? {} : { cause },
  );
}

function fail(...error: ConstructorParameters<typeof ColdwireError>): Observable<never> {
  return throwError(() => new ColdwireError(...error));
}
