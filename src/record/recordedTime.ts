import { type SchedulerLike, VirtualAction, VirtualTimeScheduler } from 'rxjs';
import type { Clock } from '../model/seams.ts';
import { clockOf } from '../transport/clock.ts';

/** Time as a recording has it: it moves only when told to. */
export interface RecordedTime {
  readonly scheduler: SchedulerLike;
  readonly clock: Clock;
  /** Runs what is due up to that instant (milliseconds since the epoch) and makes it the present. Never goes back. */
  advanceTo(instant: number): void;
  /** Runs what is due now. */
  settle(): void;
}

/** A fresh recorded time, standing at zero. */
export function recordedTime(): RecordedTime {
  const scheduler = new VirtualTimeScheduler(VirtualAction, 0);
  const advanceTo = (instant: number): void => {
    if (instant < scheduler.frame) return;
    scheduler.maxFrames = instant;
    scheduler.flush();
    scheduler.frame = instant;
  };
  return { scheduler, clock: clockOf(scheduler), advanceTo, settle: () => advanceTo(scheduler.frame) };
}
