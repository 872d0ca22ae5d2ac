import { type SchedulerLike, Subscription, timer } from 'rxjs';

/** What there is to do, and when. */
export interface Duties {
  /** When the next duty is due, by the scheduler's clock; nothing while there is none. */
  readonly nextAt: () => number | undefined;
  /** Does it, whatever the time is by now. Afterwards `nextAt` tells of another. */
  readonly run: () => void;
}

/** Duties that are done at their times while somebody is there, and caught up with when somebody comes back. */
export interface Agenda {
  /** Does what is due, and goes on with a timer for the rest. Again: looks anew at what is due next. */
  resume(): void;
  /** Leaves no timer. */
  pause(): void;
  /** Does what is due, and no more. */
  catchUp(): void;
}

/** An agenda at rest. */
export function agenda(scheduler: SchedulerLike, { nextAt, run }: Duties): Agenda {
  let running = false;
  let waiting = Subscription.EMPTY;

  const isDue = (): boolean => (nextAt() ?? Number.POSITIVE_INFINITY) <= scheduler.now();
  const goOn = (): void => {
    while (running && isDue()) run();
    waiting.unsubscribe();
    const next = nextAt();
    if (running && next !== undefined) waiting = timer(Math.max(next - scheduler.now(), 0), scheduler).subscribe(goOn);
  };

  return {
    resume() {
      running = true;
      goOn();
    },
    pause() {
      running = false;
      waiting.unsubscribe();
    },
    catchUp() {
      while (isDue()) run();
    },
  };
}
