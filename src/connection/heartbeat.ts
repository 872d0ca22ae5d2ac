import {
  defer,
  EMPTY,
  exhaustMap,
  filter,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  Subject,
  takeUntil,
  throwError,
  timer,
} from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Connection } from './connection.ts';
import type { ConnectionSettings, Heartbeat } from './options.ts';

/**
 * Sends the heartbeat's message each interval while subscribed, in its turn, and errors with `silence` when an answer it waits for
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
  return defer(() => {
    const leaving$ = new Subject<void>();
    const make = (): unknown => {
      leaving$.next();
      return message();
    };
    return merge(
      // The wait starts before the message leaves, so an answer at once is not missed.
      leaving$.pipe(mergeMap(() => overdue$)),
      // One that still waits for its budget stands for those that would wait behind it.
      timer(every, every, scheduler).pipe(exhaustMap(() => connection.sendInTurn(make, { lane: 'heartbeat' }))),
    ).pipe(ignoreElements());
  });
}
