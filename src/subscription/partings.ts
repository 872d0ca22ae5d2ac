import {
  catchError,
  defer,
  EMPTY,
  finalize,
  ignoreElements,
  type Observable,
  of,
  ReplaySubject,
  retry,
  type SchedulerLike,
  Subscription,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { isColdwireError } from '../errors/coldwireError.ts';
import type { Topic } from '../protocol/topic.ts';
import type { Asks } from './asks.ts';
import { isSocketFull } from './isSocketFull.ts';

/** The topics of a connection that are being ended. */
export interface Partings {
  /** Ends a topic on the wire. Says when that is done, or done with. */
  begin(topic: Topic, onOver?: () => void): void;
  /**
   * Completes once a topic may be asked for: at once where none of its route is being ended, or with the venue's word on the end.
   * Where that does not come in time, the topic that is being ended itself may be asked for all the same.
   */
  over(topic: Topic): Observable<never>;
  /** Whether the venue's word on the end of a topic did not come in time, and has not come since. */
  isInDoubt(topic: Topic): boolean;
  /** The word on the end of a topic has come late, or the topic has begun anew: it is in doubt no more. */
  settle(topic: Topic): void;
  /** Waits for no word any more. */
  close(): void;
}

/** A topic that is being ended. */
interface Parting {
  readonly key: string;
  readonly left$: ReplaySubject<never>;
  /** How many want it back. */
  again: number;
}

/**
 * Ends topics and says when they are ended: whoever wants a route next would otherwise get frames of the old topic. Where no
 * word comes in time it is asked again, as often as it takes: a request that was lost has ended nothing. Who wants the very same
 * topic back is not kept waiting for that. Where the socket is so full that nothing leaves it, it is tried again every `ackTimeout`
 * milliseconds: a topic that was not ended cannot begin.
 */
export function partings(
  asks: Pick<Asks, 'ask'>,
  { ackTimeout, scheduler }: { readonly ackTimeout: number; readonly scheduler: SchedulerLike },
): Partings {
  const leaving = new Map<string, Parting>();
  const doubtful = new Set<string>();
  const work = new Subscription();
  return {
    begin: (topic, onOver = () => {}) => {
      if (work.closed) {
        onOver();
        return;
      }
      const { key, route } = topic;
      const parting: Parting = { key, left$: new ReplaySubject(), again: 0 };
      leaving.set(route, parting);
      const isLost = (error: unknown): boolean => isColdwireError(error, 'ack-timeout') && parting.again === 0;
      const again = (error: unknown): Observable<unknown> => {
        if (isSocketFull(error)) return timer(ackTimeout, scheduler);
        return isLost(error) ? of(true) : throwError(() => error);
      };
      const ended$ = asks.ask('unsubscribe', topic).pipe(
        ignoreElements(),
        retry({ delay: again }),
        tap({ complete: () => doubtful.delete(key) }),
        catchError((error: unknown) => {
          if (isColdwireError(error, 'ack-timeout')) doubtful.add(key);
          // A refusal is the venue's word as well.
          if (isColdwireError(error, 'subscription-rejected')) doubtful.delete(key);
          return EMPTY;
        }),
        tap({ complete: () => leaving.delete(route) }),
        finalize(onOver),
      );
      work.add(ended$.subscribe(parting.left$));
    },
    over: ({ key, route }) =>
      defer(() => {
        const parting = leaving.get(route);
        if (parting === undefined) return EMPTY;
        if (parting.key !== key) return parting.left$;
        parting.again++;
        return parting.left$.pipe(
          finalize(() => {
            parting.again--;
          }),
        );
      }),
    isInDoubt: ({ key }) => doubtful.has(key),
    settle: ({ key }) => void doubtful.delete(key),
    close: () => work.unsubscribe(),
  };
}
