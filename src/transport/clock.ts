import type { SchedulerLike } from 'rxjs';
import type { Clock } from '../model/seams.ts';

/** The machine's clocks: `Date.now` for instants, `performance.now` for durations. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
};

/** Both clocks read off a scheduler, so that one virtual scheduler makes a whole client virtual. */
export function clockOf(scheduler: SchedulerLike): Clock {
  const now = (): number => scheduler.now();
  return { wall: now, monotonic: now };
}
