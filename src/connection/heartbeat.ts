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
  { scheduler, clock, onRoundTrip }: Pick<ConnectionSettings<M>, 'scheduler' | 'clock' | 'onRoundTrip'>,
): Observable<never> {
  const { every, within = 10_000, idleOnly = false } = beat;
  let sentAt: number | undefined;
  const isPong = (message: M): boolean => {
    if (beat.isReply?.(message) !== true) return false;
    // One that came while the next still waited to leave answers none.
    if (sentAt !== undefined) onRoundTrip?.({ of: 'heartbeat', ms: clock.monotonic() - sentAt });
    sentAt = undefined;
    return true;
  };
  const ping$ = defer(() => {
    const leaving$ = new Subject<void>();
    const make = (): unknown => {
      leaving$.next();
      sentAt ??= clock.monotonic();
      return beat.message({ id: nextId(), time: clock.wall() });
    };
    return merge(leaving$, sendInTurn(make, { lane: 'heartbeat' }).pipe(tap({ complete: () => leaving$.complete() })));
  });
  return messages$.pipe(
    keepAlive({
      every,
      whenIdle: idleOnly,
      ping: ping$,
      ...(beat.isReply === undefined ? {} : { isPong }),
      timeout: within,
      with: () => throwError(() => new ColdwireError('silence', { within })),
      scheduler,
      clock,
    }),
    ignoreElements(),
  );
}
