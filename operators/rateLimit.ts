import {
  defer,
  finalize,
  ignoreElements,
  type MonoTypeOperatorFunction,
  merge,
  type SchedulerLike,
  Subject,
  tap,
} from 'rxjs';
import type { Budget } from './budget.ts';
import { type Heap, heap } from './internal/heap.ts';
import { lineUp } from './internal/lineUp.ts';
import { type OnOverflow, OverflowError } from './overflowError.ts';
import { type SlidingWindowConfig, slidingWindow } from './slidingWindow.ts';

/** The options of {@link rateLimit}. */
export interface RateLimitConfig<T, B extends Budget | SlidingWindowConfig = Budget> {
  /**
   * None of which is ever exceeded: budgets, which any number of streams may share, or `{ limit, window }`, of which a
   * {@link slidingWindow} is made for this operator alone. Without any, everything passes at once.
   */
  readonly budgets: readonly B[];
  /** How urgent a value is, the smaller the sooner, among all who use the budgets. Default 0. */
  readonly lane?: (value: T) => number;
  /** What a value costs of a budget, given as in `budgets`; 0 costs nothing, but it waits its turn. Default 1. */
  readonly weight?: (value: T, budget: B) => number;
  /** How many values may wait. Default 1,000. */
  readonly queue?: number;
  /**
   * What happens when one more would wait. `error`: the result errors with {@link OverflowError}. The others drop a value
   * of the least urgent lane among the waiting and the new one: the one that waits longest, or the one that came last.
   * Default `error`.
   */
  readonly onFull?: OnOverflow;
  /** Told of each value dropped. Default: nobody. */
  readonly onDrop?: (value: T) => void;
  /** Runs the windows that are made here. A budget made before has its own. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
}

/**
 * Delays values so that no budget is ever exceeded, the most urgent first.
 *
 * Subscribing subscribes to the source. A value that all budgets grant passes at once, synchronously. Others wait for all of
 * them together, as with {@link acquireAll}: by lane, and within a lane in the order they came, here and among all who share a
 * budget. Completion waits until the last has gone. An error of the source passes at once, and so does what an option throws,
 * and {@link BudgetOverflowError} for a value that weighs more than a budget ever grants; what still waits is dropped, as
 * rxjs's `delay` does. Unsubscribing leaves the source and gives all places up. A value that waits costs O(log n), with n the
 * values waiting.
 *
 * @example
 * ```ts
 * import { rateLimit, slidingWindow } from 'coldwire/operators';
 * import { from } from 'rxjs';
 *
 * const frames = slidingWindow({ limit: 2, window: 1_000 });
 * from(['subscribe', 'subscribe', 'subscribe', 'cancel'])
 *   .pipe(rateLimit({ budgets: [frames], lane: (frame) => (frame === 'cancel' ? 0 : 1) }))
 *   .subscribe(console.log);
 * // subscribe
 * // subscribe
 * // cancel
 * // subscribe
 * ```
 */
export function rateLimit<T, B extends Budget | SlidingWindowConfig = Budget>(
  config: RateLimitConfig<T, B>,
): MonoTypeOperatorFunction<T> {
  const { budgets, lane: laneOf = () => 0, weight: weightIn = () => 1, scheduler } = config;
  const asked = budgets.map((given) => ({ given, budget: budgetFrom(given, scheduler) }));
  return (source) =>
    defer(() => {
      const granted$ = new Subject<T>();
      const room = waitingRoom(config);
      let arrivals = 0;
      let ended = false;
      const completeOnceEmpty = (): void => {
        if (ended && room.isEmpty()) granted$.complete();
      };
      const admit = (value: T): void => {
        const lane = laneOf(value);
        const needs = asked.map(({ given, budget }) => ({ budget, weight: weightIn(value, given) }));
        let isGranted = false;
        const waiting: Waiting<T> = { value, lane, number: arrivals++, giveUp: () => giveUp() };
        const giveUp = lineUp(needs, lane, () => {
          isGranted = true;
          // It waits no more when it is handed on, or what comes in that moment might drop it.
          room.leave(waiting);
          granted$.next(value);
          completeOnceEmpty();
        });
        if (!isGranted) room.enter(waiting);
      };
      const end = (): void => {
        ended = true;
        completeOnceEmpty();
      };
      const intake$ = source.pipe(tap({ next: admit, complete: end }), ignoreElements());
      return merge(granted$, intake$).pipe(finalize(room.close));
    });
}

function budgetFrom(given: Budget | SlidingWindowConfig, scheduler: SchedulerLike | undefined): Budget {
  if ('acquire' in given) return given;
  return slidingWindow(scheduler === undefined ? given : { scheduler, ...given });
}

interface Waiting<T> {
  readonly value: T;
  readonly lane: number;
  /** Its arrival. */
  readonly number: number;
  /** Gives its places up. */
  readonly giveUp: () => void;
}

interface WaitingRoom<T> {
  readonly isEmpty: () => boolean;
  /** Takes one in, and drops one if there are too many. */
  readonly enter: (waiting: Waiting<T>) => void;
  readonly leave: (waiting: Waiting<T>) => void;
  /** Gives all places up. */
  readonly close: () => void;
}

function waitingRoom<T>({
  queue = 1_000,
  onFull = 'error',
  onDrop,
}: Pick<RateLimitConfig<T>, 'queue' | 'onFull' | 'onDrop'>): WaitingRoom<T> {
  const age = onFull === 'drop-oldest' ? 1 : -1;
  const all: Heap<Waiting<T>> = heap((a, b) => (a.lane === b.lane ? (a.number - b.number) * age < 0 : a.lane > b.lane));
  const dismiss = (waiting: Waiting<T>): void => {
    all.remove(waiting);
    waiting.giveUp();
  };
  return {
    isEmpty: () => all.size === 0,
    enter: (waiting) => {
      all.add(waiting);
      const victim = all.first();
      if (all.size <= queue || victim === undefined) return;
      if (onFull === 'error') throw new OverflowError(queue);
      dismiss(victim);
      onDrop?.(victim.value);
    },
    leave: (waiting) => {
      all.remove(waiting);
    },
    close: () => {
      for (let next = all.first(); next !== undefined; next = all.first()) dismiss(next);
    },
  };
}
