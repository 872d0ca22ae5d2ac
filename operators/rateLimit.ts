import { defer, type MonoTypeOperatorFunction, map, mergeMap, Observable, tap } from 'rxjs';
import { acquireAll } from './acquireAll.ts';
import type { Budget } from './budget.ts';
import { type Heap, heap } from './heap.ts';
import { type OnOverflow, OverflowError } from './overflowError.ts';

/** The options of {@link rateLimit}. */
export interface RateLimitConfig<T> {
  /** None of which is ever exceeded. Time is theirs. Without any, everything passes at once. */
  readonly budgets: readonly Budget[];
  /** How urgent a value is, the smaller the sooner, among all who use the budgets. Default 0. */
  readonly lane?: (value: T) => number;
  /** What a value costs of a budget; 0 costs nothing, but it waits its turn. Default 1. */
  readonly weight?: (value: T, budget: Budget) => number;
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
}

/**
 * Delays values so that no budget is ever exceeded, the most urgent first.
 *
 * Subscribing subscribes to the source. A value that all budgets grant passes at once, synchronously. Others wait for all of
 * them together, as with {@link acquireAll}: by lane, and within a lane in the order they came, here and among all who share a
 * budget. Completion waits until the last has gone. An error of the source passes at once, and so does what an option throws,
 * and {@link BudgetOverflowError} for a value that weighs more than a budget ever grants; what still waits is dropped, as
 * rxjs's `delay` does. Unsubscribing leaves the source and gives all places up.
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
export function rateLimit<T>(config: RateLimitConfig<T>): MonoTypeOperatorFunction<T> {
  const { budgets, lane: laneOf = () => 0, weight: weightIn = () => 1 } = config;
  return (source) =>
    defer(() => {
      const room = waitingRoom(config);
      return source.pipe(
        mergeMap((value) => {
          const lane = laneOf(value);
          const needs = budgets.map((budget) => ({ budget, weight: weightIn(value, budget) }));
          return room.admit(acquireAll(needs, lane).pipe(map(() => value)), value, lane);
        }),
      );
    });
}

interface Waiting<T> {
  readonly value: T;
  readonly lane: number;
  /** Its arrival. */
  readonly number: number;
  readonly drop: () => void;
}

interface WaitingRoom<T> {
  /** The same, counted while it waits; completes without a value when dropped. */
  readonly admit: (granted$: Observable<T>, value: T, lane: number) => Observable<T>;
}

function waitingRoom<T>({
  queue = 1_000,
  onFull = 'error',
  onDrop,
}: Pick<RateLimitConfig<T>, 'queue' | 'onFull' | 'onDrop'>): WaitingRoom<T> {
  const age = onFull === 'drop-oldest' ? 1 : -1;
  const waiting: Heap<Waiting<T>> = heap((a, b) =>
    a.lane === b.lane ? (a.number - b.number) * age < 0 : a.lane > b.lane,
  );
  let arrivals = 0;
  const makeRoom = (): void => {
    const victim = waiting.first();
    if (waiting.size <= queue || victim === undefined) return;
    if (onFull === 'error') throw new OverflowError(queue);
    waiting.remove(victim);
    onDrop?.(victim.value);
    victim.drop();
  };
  return {
    admit: (granted$, value, lane) =>
      new Observable((subscriber) => {
        const place: Waiting<T> = { value, lane, number: arrivals++, drop: () => subscriber.complete() };
        // It waits no more when it is handed on, or what comes in that moment might drop it.
        granted$.pipe(tap(() => waiting.remove(place))).subscribe(subscriber);
        if (subscriber.closed) return;
        waiting.add(place);
        makeRoom();
      }),
  };
}
