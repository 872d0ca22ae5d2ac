import {
  asyncScheduler,
  concatMap,
  defer,
  map,
  merge,
  type MonoTypeOperatorFunction,
  type SchedulerLike,
  Subject,
  takeUntil,
  tap,
} from 'rxjs';
import type { FeedEvent, LiveEvent, StaleEvent, StaleReason } from '../src/model/feedEvent.ts';
import type { Clock } from '../src/model/seams.ts';
import { type Alarm, alarm } from './internal/alarm.ts';
import { instants } from './internal/instants.ts';
import { type Cadence, type LearnedCadence, learnCadence } from './internal/learnCadence.ts';
import { type Quiet, quietWatch } from './internal/quietWatch.ts';

/** The options of {@link staleAfter}: either a limit is declared, or it is learned. */
export type StaleAfterConfig = {
  /** What to give as reason. Default `silence`. */
  readonly reason?: StaleReason;
  /** Runs the timer. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Tells the instants: quiet by its monotonic side, `since` by its wall side. Default: both are `scheduler.now()`. */
  readonly clock?: Clock;
} & (
  | {
      /** The longest quiet allowed, in milliseconds. */
      readonly within: number;
      readonly learn?: never;
    }
  | {
      readonly within?: never;
      /** Learns the longest quiet allowed from the gaps of the feed; `{}` takes every default. */
      readonly learn: LearnedCadence;
    }
);

/** Stands among the events of the feed for the timer's. */
const RING = 'ring';

/**
 * Says in band that a live feed has been quiet for too long, and that it is live again before the value that ends the quiet.
 *
 * Subscribing subscribes to the feed. All its events pass. From a `live` on, and then from each value, the quiet is timed; at the
 * limit comes `stale`, `since` the last of them. The next value is preceded by the feed's `live`, of the same epoch. Before the
 * first `live` and after a `stale` of the feed's own nothing is timed. The events are of one feed. Completes and errors with
 * the feed, which ends the timer, as does unsubscribing. An event that comes while a `live` of this operator is handed on
 * waits for its value.
 *
 * A limit that is learned is `factor` times the longest gap between two values within the last `over` to twice `over`
 * milliseconds, but at least `floor` and at most `ceiling`; epochs share it. A gap that was called stale is learned as if it had
 * lasted as long as the limit it broke: a market that calms down is followed in a few steps, while an outage teaches little.
 *
 * A value costs a look at the clock. When the limit is found passed by more than half of it, be it by the timer or by a value
 * that came first, this side was not listening (a stalled event loop, a machine asleep): the reason is `local-stall`, no gap is
 * learned, and if the feed stays quiet for another limit, a second `stale` gives the reason.
 *
 * @example
 * ```ts
 * import { staleAfter } from 'coldwire/operators';
 * import { concat, of, timer, map } from 'rxjs';
 *
 * const subscription = { channel: 'mark', symbol: 'BTC/USD:BTC' } as const;
 * const value = (price: number) => ({ kind: 'data', subscription, value: price }) as const;
 * const live$ = of({ kind: 'live', subscription, epoch: 1 } as const, value(100));
 * concat(live$, timer(50).pipe(map(() => value(101))))
 *   .pipe(staleAfter({ within: 20 }))
 *   .subscribe((event) => console.log(event.kind, event.kind === 'stale' ? event.reason : ''));
 * // live
 * // data
 * // stale silence
 * // live
 * // data
 * ```
 */
export function staleAfter<T>(config: StaleAfterConfig): MonoTypeOperatorFunction<FeedEvent<T>> {
  const { scheduler = asyncScheduler } = config;
  return (feed$) =>
    defer(() => {
      const { rings$, ...bell } = alarm(scheduler);
      const watch = watchQuiet<T>(config, bell);
      const ended$ = new Subject<void>();
      const end = (): void => ended$.next();
      return merge(
        rings$.pipe(
          map((): typeof RING => RING),
          takeUntil(ended$),
        ),
        feed$.pipe(tap({ error: end, complete: end })),
      ).pipe(concatMap((event) => (event === RING ? watch.ring() : watch.follow(event))));
    });
}

interface Watch<T> {
  readonly follow: (event: FeedEvent<T>) => readonly FeedEvent<T>[];
  readonly ring: () => readonly StaleEvent[];
}

function watchQuiet<T>(config: StaleAfterConfig, bell: Omit<Alarm, 'rings$'>): Watch<T> {
  const { reason = 'silence', scheduler = asyncScheduler, clock } = config;
  const wall = instants(scheduler, clock).wall;
  const quiet = quietWatch(cadenceOf(config), instants(scheduler, clock).monotonic, bell);
  let live: LiveEvent | undefined;
  const say = ({ subscription, epoch }: LiveEvent, { found, lasted }: Quiet): StaleEvent => ({
    kind: 'stale',
    subscription,
    epoch,
    reason: found === 'silence' ? reason : found,
    since: wall() - lasted,
  });
  return {
    ring: () => {
      const found = quiet.ring();
      return live === undefined || found === undefined ? [] : [say(live, found)];
    },
    follow: (event) => {
      if (event.kind === 'stale') {
        live = undefined;
        quiet.stop();
        return [event];
      }
      if (event.kind === 'live') {
        live = event;
        quiet.start();
        return [event];
      }
      if (live === undefined) return [event];
      const { ended, foundLate } = quiet.hear();
      if (!ended) return [event];
      return foundLate === undefined ? [live, event] : [say(live, foundLate), live, event];
    },
  };
}

function cadenceOf({ within, learn }: StaleAfterConfig): Cadence {
  return learn === undefined ? { learn: () => {}, limit: () => within } : learnCadence(learn);
}
