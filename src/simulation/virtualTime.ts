import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import type { Clock } from '../model/seams.ts';
import { type Task, taskHeap } from './taskHeap.ts';

/** How time passes. */
export interface VirtualTimeOptions {
  /** The first instant, milliseconds since the epoch. Default 0. */
  readonly start?: number;
  /**
   * Numbers in [0, 1) that decide what goes first of all that is due at one instant: no program may rely on that order. Default:
   * what was scheduled first.
   */
  readonly order?: () => number;
}

/** Time that stands still until it is moved. */
export interface VirtualTime extends SchedulerLike {
  readonly clock: Clock;
  /** How much is scheduled. */
  readonly pending: () => number;
  /** Runs all that falls due until that instant, what is scheduled meanwhile included, and makes it the present. */
  advanceTo(instant: number): void;
  /** The same, so many milliseconds from now. */
  advanceBy(milliseconds: number): void;
  /**
   * Runs all that is scheduled, until nothing is. Throws `overflow` after `most` pieces of work (default 1,000,000): an
   * interval never ends.
   */
  flush(most?: number): void;
}

/**
 * A scheduler whose time is moved by hand, for simulations of days: scheduling, running and unsubscribing cost O(log n) of
 * what is pending, where rxjs's `VirtualTimeScheduler` sorts its whole queue each time. What was unsubscribed leaves no trace.
 *
 * Work that throws ends the `advance` that ran it; the rest stays scheduled. Time can be moved from within work no further.
 *
 * @example
 * ```ts
 * import { virtualTime } from 'coldwire/simulation';
 * import { interval } from 'rxjs';
 *
 * const time = virtualTime();
 * interval(1_000, time).subscribe((beat) => console.log(beat, time.now()));
 * time.advanceTo(3_500); // 0 1000, 1 2000, 2 3000
 * ```
 */
export function virtualTime({ start = 0, order }: VirtualTimeOptions = {}): VirtualTime {
  const heap = taskHeap();
  let now = start;
  let scheduled = 0;
  let running = false;

  const put = (task: Task, wait: number): void => {
    heap.remove(task);
    task.due = now + Math.max(wait, 0);
    task.sequence = scheduled++;
    task.tie = order === undefined ? 0 : order();
    // What is due never needs no place.
    if (task.due < Number.POSITIVE_INFINITY) heap.add(task);
  };
  const schedule = <T>(work: (this: SchedulerAction<T>, state?: T) => void, wait?: number, state?: T): Subscription =>
    actionOf(work, { put, take: heap.remove }).schedule(state, wait);

  const runUntil = (instant: number, most: number): void => {
    if (running)
      throw new ColdwireError('invalid-options', { option: 'advance', expected: 'no time that moves already' });
    running = true;
    try {
      let ran = 0;
      for (let task = heap.first(); task !== undefined && task.due <= instant; task = heap.first()) {
        if (ran++ === most) throw new ColdwireError('overflow', { limit: most, what: 'pieces of work' });
        heap.remove(task);
        now = task.due;
        task.run();
      }
    } finally {
      running = false;
    }
  };
  const advanceTo = (instant: number): void => {
    if (!(instant >= now))
      throw new ColdwireError('invalid-options', { option: 'instant', expected: 'not before now' });
    runUntil(instant, Number.POSITIVE_INFINITY);
    now = instant;
  };

  return {
    now: () => now,
    schedule,
    clock: { wall: () => now, monotonic: () => now },
    pending: heap.size,
    advanceTo,
    advanceBy: (milliseconds) => advanceTo(now + milliseconds),
    flush: (most = 1_000_000) => runUntil(Number.POSITIVE_INFINITY, most),
  };
}

/** Where tasks wait. */
interface Queue {
  readonly put: (task: Task, wait: number) => void;
  readonly take: (task: Task) => void;
}

/** Work that waits in the queue as often as it is scheduled, until it is unsubscribed. */
function actionOf<T>(work: (this: SchedulerAction<T>, state?: T) => void, { put, take }: Queue): SchedulerAction<T> {
  let given: T | undefined;
  const task: Task = { due: 0, tie: 0, sequence: 0, index: -1, run: () => work.call(action, given) };
  const action: SchedulerAction<T> = Object.assign(new Subscription(() => take(task)), {
    schedule(state?: T, wait = 0): Subscription {
      if (!action.closed) {
        given = state;
        put(task, wait);
      }
      return action;
    },
  });
  return action;
}
