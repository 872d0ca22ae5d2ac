import { EMPTY, type Observable, type SchedulerLike, Subject, switchMap, tap, timer } from 'rxjs';
import { LONGEST_DELAY } from './longestDelay.ts';

/** One timer for a limit that moves. Made by {@link alarm}. */
export interface Alarm {
  /** Emits when the earliest due time asked for has come, or before: look again then. Subscribe before asking. */
  readonly rings$: Observable<unknown>;
  /**
   * Asks, at an instant, to be rung by another. When an earlier one is asked for already nothing is done, for setting a timer
   * anew costs more than ringing once too early.
   */
  readonly by: (at: number, dueAt: number) => void;
  readonly off: () => void;
}

/** One timer for a limit that moves, run by the scheduler. It ends with the subscription to `rings$`. */
export function alarm(scheduler: SchedulerLike): Alarm {
  const set$ = new Subject<number>();
  let next = Number.POSITIVE_INFINITY;
  const set = (dueAt: number, delay: number): void => {
    next = dueAt;
    set$.next(delay);
  };
  return {
    rings$: set$.pipe(
      switchMap((delay) =>
        delay === Number.POSITIVE_INFINITY ? EMPTY : timer(Math.min(delay, LONGEST_DELAY), scheduler),
      ),
      tap(() => {
        next = Number.POSITIVE_INFINITY;
      }),
    ),
    by: (at, dueAt) => {
      if (dueAt < next) set(dueAt, dueAt - at);
    },
    off: () => set(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
  };
}
