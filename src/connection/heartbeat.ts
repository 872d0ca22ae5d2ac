import {
  EMPTY,
  filter,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Connection } from './connection.ts';
import type { ConnectionSettings, Heartbeat } from './options.ts';

/**
 * Sends the heartbeat's message each interval while subscribed, and errors with `silence` when an answer it waits for
 * does not come in time. Emits nothing; completes never.
 */
export function heartbeat<M>(
  connection: Connection<M>,
  { every, message, isReply, timeout = 10_000 }: Heartbeat<M>,
  { scheduler }: Pick<ConnectionSettings<M>, 'scheduler'>,
): Observable<never> {
  const overdue$ =
    isReply === undefined
      ? EMPTY
      : timer(timeout, scheduler).pipe(
          mergeMap(() => throwError(() => new ColdwireError('silence', { within: timeout }))),
          takeUntil(connection.messages$.pipe(filter(isReply))),
        );
  // The wait starts before the message leaves, so an answer at once is not missed.
  const beat$ = merge(overdue$, EMPTY.pipe(tap({ subscribe: () => connection.send(message()) })));
  return timer(every, every, scheduler).pipe(
    mergeMap(() => beat$),
    ignoreElements(),
  );
}
