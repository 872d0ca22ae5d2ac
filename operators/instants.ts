import type { SchedulerLike } from 'rxjs';
import type { Clock } from '../src/model/seams.ts';

/** What measures durations: the clock's monotonic side, or the scheduler where no clock is given. */
export function monotonicOf(scheduler: SchedulerLike, clock: Clock | undefined): () => number {
  return () => clock?.monotonic() ?? scheduler.now();
}

/** What stamps: the clock's wall side, or the scheduler where no clock is given. */
export function wallOf(scheduler: SchedulerLike, clock: Clock | undefined): () => number {
  return () => clock?.wall() ?? scheduler.now();
}
