import { defer, ignoreElements, merge, type Observable, Subject, tap, throwError } from 'rxjs';
import { keepAlive } from '../../operators/keepAlive.ts';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Heartbeat } from '../protocol/heartbeat.ts';
import type { Connection } from './connection.ts';
import type { ConnectionSettings } from './options.ts';

/**
 * Sends the heartbeat's message each interval while subscribed, in its turn, and errors with `silence` when an answer it waits for
 * does not come in time. Emits nothing; completes with the connection.
 */
export function heartbeat<M>(
  { messages$, nextId, sendInTurn }: Connection<M>,
  beat: Heartbeat<M>,
  { scheduler, clock }: Pick<ConnectionSettings<M>, 'scheduler' | 'clock'>,
): Observable<never> {
  const { every, within = 10_000, idleOnly = false } = beat;
  const ping$ = defer(() => {
    const leaving$ = new Subject<void>();
    const make = (): unknown => {
      leaving$.next();
      return beat.message({ id: nextId(), time: clock.wall() });
    };
    return merge(leaving$, sendInTurn(make, { lane: 'heartbeat' }).pipe(tap({ complete: () => leaving$.complete() })));
  });
  return messages$.pipe(
    keepAlive({
      every,
      whenIdle: idleOnly,
      ping: ping$,
      ...(beat.isReply === undefined ? {} : { isPong: beat.isReply }),
      timeout: within,
      with: () => throwError(() => new ColdwireError('silence', { within })),
      scheduler,
      clock,
    }),
    ignoreElements(),
  );
}
