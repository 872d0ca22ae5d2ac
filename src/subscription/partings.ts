import {
  catchError,
  defer,
  EMPTY,
  ignoreElements,
  type Observable,
  of,
  ReplaySubject,
  retry,
  Subscription,
  tap,
  throwError,
} from 'rxjs';
import { isColdwireError } from '../errors/coldwireError.ts';
import type { Topic } from '../protocol/topic.ts';
import type { Asks } from './asks.ts';

/** The topics of a connection that are being ended. */
export interface Partings {
  /** Ends a topic on the wire. */
  begin(topic: Topic): void;
  /** Completes once no topic of that route is being ended: at once, or with the venue's word. */
  over(route: string): Observable<never>;
  /** Waits for no word any more. */
  close(): void;
}

/**
 * Ends topics and says when they are ended: whoever wants a route next would otherwise get frames of the old topic. Where no
 * word comes in time it is asked again, as often as it takes: a request that was lost has ended nothing.
 */
export function partings(asks: Pick<Asks, 'ask'>): Partings {
  const leaving = new Map<string, Observable<never>>();
  const work = new Subscription();
  return {
    begin: (topic) => {
      if (work.closed) return;
      const { route } = topic;
      const left$ = new ReplaySubject<never>();
      leaving.set(route, left$);
      const ended$ = asks.ask('unsubscribe', topic).pipe(
        ignoreElements(),
        retry({ delay: (error) => (isColdwireError(error, 'ack-timeout') ? of(true) : throwError(() => error)) }),
        catchError(() => EMPTY),
        tap({
          complete: () => {
            leaving.delete(route);
          },
        }),
      );
      work.add(ended$.subscribe(left$));
    },
    over: (route) => defer(() => leaving.get(route) ?? EMPTY),
    close: () => work.unsubscribe(),
  };
}
