import {
  asyncScheduler,
  defer,
  merge,
  type MonoTypeOperatorFunction,
  NEVER,
  Observable,
  repeat,
  type SchedulerLike,
  switchMap,
  takeUntil,
  timer,
} from 'rxjs';
import { LONGEST_DELAY } from './internal/longestDelay.ts';
import { type RotationLeg, type RotationRules, rotationRelay } from './internal/rotationRelay.ts';

/** When {@link rotate} rotates: at each emission of `when`, or by the clock. */
export type RotateSchedule =
  | {
      /** Each emission begins a rotation. Its completion means no more; its error is the result's. */
      readonly when: Observable<unknown>;
      readonly every?: undefined;
      readonly jitter?: undefined;
      readonly random?: undefined;
    }
  | {
      readonly when?: undefined;
      /** The longest time from subscription, and from each rotation to the next, in milliseconds; at most 2^31 - 1. */
      readonly every: number;
      /** How much sooner it may be, drawn anew each time, in milliseconds, so that many do not rotate at once. Default 0. */
      readonly jitter?: undefined;
      readonly random?: undefined;
    }
  | {
      readonly when?: undefined;
      readonly every: number;
      readonly jitter: number;
      /** Numbers in [0, 1), one a rotation. */
      readonly random: () => number;
    };

/** The options of {@link rotate}. */
export type RotateConfig<T> = RotateSchedule &
  RotationRules<T> & {
    /** How long both subscriptions may live, in milliseconds. Default 10,000. */
    readonly maxOverlap?: number;
    /** How long a new one that is ready waits to meet the old one, in milliseconds. Default: as long as `maxOverlap` lasts. */
    readonly meetWithin?: number;
    /** Runs the timers. Default `asyncScheduler`. */
    readonly scheduler?: SchedulerLike;
  };

/**
 * Renews the subscription to its source again and again, make before break: the old one is left only when the new one has
 * taken over, without a hole and without a repetition as far as keys can tell.
 *
 * Subscribing subscribes to `when` or starts the clock, then subscribes to the source. At each rotation the source is
 * subscribed once more, and what that brings is held while the old subscription goes on to pass. The new one takes over
 * when it is ready and both have met: when both have brought the same key. Without `keyOf`, being ready is enough. Then the
 * old one is left and what was held follows, without what a former subscription has brought already. A new one that is
 * not ready yet may speak of itself: its values without key are dropped.
 *
 * After `maxOverlap`, `meetWithin` after it became ready, or with more than `window` values held, a new one that is ready takes
 * over even though they have not met, which may leave a hole where the old one was later by more than that; one that is not is given up, and the old one stays until the next rotation. So it does when the new
 * one errors or completes. When the old one errors or completes during an overlap, the new one takes over as it is. Without an
 * overlap, completion and error of the source are the result's. What the new one brought before the value at which the two meet is
 * older than what has been told and passes no more. A rotation during an overlap does not begin another.
 *
 * Values of one subscription never overtake each other, nor do those of an old one come after those of a newer. What an
 * option throws is the result's error. Unsubscribing leaves all subscriptions and stops all timers.
 *
 * @example
 * ```ts
 * import { rotate } from 'coldwire/operators';
 * import { defer, map, share, take, timer } from 'rxjs';
 *
 * const venue$ = timer(0, 100).pipe(share());
 * let sockets = 0;
 * const ticks$ = defer(() => {
 *   const socket = ++sockets;
 *   return venue$.pipe(map((tick) => ({ tick, socket })));
 * });
 * ticks$
 *   .pipe(rotate({ every: 250, keyOf: ({ tick }) => tick }), take(5))
 *   .subscribe(({ tick, socket }) => console.log(`tick ${tick} by socket ${socket}`));
 * // tick 0 by socket 1
 * // tick 1 by socket 1
 * // tick 2 by socket 1
 * // tick 3 by socket 1
 * // tick 4 by socket 2
 * ```
 */
export function rotate<T>(config: RotateConfig<T>): MonoTypeOperatorFunction<T> {
  const { scheduler = asyncScheduler, maxOverlap = 10_000, meetWithin = Number.POSITIVE_INFINITY } = config;
  return (source) =>
    new Observable((subscriber) => {
      const relay = rotationRelay(subscriber, config);
      subscriber.add(relay.leaveAll);
      const begin = (leg: RotationLeg<T>): void => {
        source.pipe(takeUntil(leg.left$)).subscribe({
          next: (value) => relay.take(leg, value),
          error: (error: unknown) => relay.lose(leg, { kind: 'E', error }),
          complete: () => relay.lose(leg, { kind: 'C' }),
        });
      };
      const rotation = (): void => {
        const leg = relay.nominate();
        if (leg === undefined) return;
        const unmet$ = leg.ready$.pipe(switchMap((isReady) => (isReady ? after(meetWithin, scheduler) : NEVER)));
        merge(after(maxOverlap, scheduler), unmet$)
          .pipe(takeUntil(leg.settled$))
          .subscribe(() => relay.decide(leg));
        begin(leg);
      };
      const scheduled = rotations(config, scheduler).subscribe({
        next: rotation,
        error: (error: unknown) => subscriber.error(error),
      });
      subscriber.add(scheduled);
      if (!subscriber.closed) begin(relay.first());
    });
}

/** Emits once that time has passed; an endless one never does. */
function after(ms: number, scheduler: SchedulerLike): Observable<unknown> {
  return ms === Number.POSITIVE_INFINITY ? NEVER : timer(Math.min(ms, LONGEST_DELAY), scheduler);
}

function rotations<T>(
  { when, every, jitter = 0, random = () => 0 }: RotateConfig<T>,
  scheduler: SchedulerLike,
): Observable<unknown> {
  if (when !== undefined) return when;
  return defer(() => timer(Math.max(0, Math.min(every, LONGEST_DELAY) - random() * jitter), scheduler)).pipe(repeat());
}
