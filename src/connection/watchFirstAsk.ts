import { defer, finalize, ignoreElements, type Observable, type SchedulerLike, tap, timer } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Connection } from './connection.ts';

/** A connection that is watched. */
export interface WatchedConnection<M> {
  readonly connection: Connection<M>;
  /**
   * Errors with `connection-lost` where, `within` milliseconds after it is subscribed, frames of the lane `subscribe` wait to
   * leave and none ever has. Completes otherwise.
   */
  readonly overdue$: Observable<never>;
}

/** Watches whether what is to be subscribed can be asked for in time: venues close sockets that want nothing. */
export function watchFirstAsk<M>(
  connection: Connection<M>,
  within: number,
  scheduler: SchedulerLike,
): WatchedConnection<M> {
  let waiting = 0;
  let hasAsked = false;
  return {
    connection: {
      ...connection,
      sendInTurn: (make, turn) => {
        const sent$ = connection.sendInTurn(make, turn);
        if (turn.lane !== 'subscribe') return sent$;
        return defer(() => {
          waiting++;
          return sent$;
        }).pipe(
          tap({
            complete: () => {
              hasAsked = true;
            },
          }),
          finalize(() => {
            waiting--;
          }),
        );
      },
    },
    overdue$: timer(within, scheduler).pipe(
      tap(() => {
        if (waiting > 0 && !hasAsked)
          throw new ColdwireError('connection-lost', { reason: 'nothing could be subscribed in time' });
      }),
      ignoreElements(),
    ),
  };
}
