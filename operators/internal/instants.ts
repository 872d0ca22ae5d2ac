import type { SchedulerLike } from 'rxjs';
import type { Clock } from '../../src/model/seams.ts';

/** Tells the instants, each side by itself: those of the clock, or of the scheduler where no clock is given. */
export function instants(scheduler: SchedulerLike, clock: Clock | undefined): Readonly<Clock> {
  return {
    // Called as the clock's own methods, which may need it.
    wall: () => clock?.wall() ?? scheduler.now(),
    monotonic: () => clock?.monotonic() ?? scheduler.now(),
  };
}
