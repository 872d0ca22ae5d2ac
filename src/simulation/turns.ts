import { type SchedulerLike, Subscription, timer } from 'rxjs';
import type { Connection } from './venueSide.ts';

/** What a socket has yet to do. */
export interface Turns extends Pick<Connection, 'after' | 'inTurn'> {
  readonly isOver: () => boolean;
  /** Forgets all of it; leaves no timer. */
  readonly end: () => void;
}

/** Nothing to do yet. */
export function turns(scheduler: SchedulerLike, latency: () => number): Turns {
  const life = new Subscription();
  const waiting: (() => void)[] = [];

  const after: Turns['after'] = (delay, work) => {
    const timing = timer(delay, scheduler).subscribe(work);
    life.add(timing);
    return timing;
  };
  return {
    after,
    inTurn(work) {
      waiting.push(work);
      // However the latencies fall, what waits longest is done first.
      after(latency(), () => waiting.shift()?.());
    },
    isOver: () => life.closed,
    end: () => life.unsubscribe(),
  };
}
