import { defer, exhaustMap, filter, map, type Observable, tap } from 'rxjs';
import type { Connection } from './connection.ts';

/**
 * Answers the peer's questions while subscribed, each in its turn, in the lane `heartbeat`. Of several that wait for one turn
 * the last is answered, so a flood of them holds nothing. Emits nothing; completes with the connection, errors with what keeps
 * an answer from being sent.
 */
export function answering<M>(
  { messages$, sendInTurn }: Connection<M>,
  answers: (message: M) => unknown,
): Observable<never> {
  return defer(() => {
    let last: unknown;
    return messages$.pipe(
      map(answers),
      filter((answer) => answer !== undefined),
      tap((answer) => {
        last = answer;
      }),
      exhaustMap(() => sendInTurn(() => last, { lane: 'heartbeat' })),
    );
  });
}
