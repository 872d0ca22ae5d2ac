import { asyncScheduler, defer, filter, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';
import type { Clock } from '../src/model/seams.ts';
import { fifo } from './internal/fifo.ts';
import { instants } from './internal/instants.ts';

/** The options of {@link dedupe}. */
export interface DedupeConfig<T, K> {
  /** What a value is known by; without a key it passes. Compared as the keys of a `Map` are. */
  readonly keyOf: (value: T) => K | undefined;
  /** How many keys are remembered. */
  readonly window: number;
  /** How long a key is remembered, in milliseconds, at most. Default: as long as it is among the last `window`. */
  readonly within?: number;
  /** Tells the instants where no `clock` does. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its monotonic side times `within`. Default: `scheduler.now()`. */
  readonly clock?: Clock;
}

/**
 * Drops values whose key was seen among the last ones.
 *
 * Subscribing subscribes to the source. The last `window` keys that passed are remembered, from their first sight: a copy
 * renews nothing. They are forgotten with the subscription, so put this after what reconnects and it sees the copies that a
 * venue sends again. A value costs constant time, the memory is bounded by `window`. Completes and errors with the source, and
 * errors with what `keyOf` throws. Unsubscribing leaves the source. A key is remembered before its value is passed.
 *
 * Over the events of a feed, give no key to what is no value, and trust passes.
 *
 * @example
 * ```ts
 * import { dedupe } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * of({ id: '1' }, { id: '2' }, { id: '1' }, { id: '3' })
 *   .pipe(dedupe({ keyOf: ({ id }) => id, window: 1_000 }))
 *   .subscribe(({ id }) => console.log(id));
 * // 1
 * // 2
 * // 3
 * ```
 */
export function dedupe<T, K>({
  keyOf,
  window,
  within = Number.POSITIVE_INFINITY,
  scheduler = asyncScheduler,
  clock,
}: DedupeConfig<T, K>): MonoTypeOperatorFunction<T> {
  const now = instants(scheduler, clock).monotonic;
  return (source) =>
    defer(() => {
      const seen = new Set<K>();
      const line = fifo<{ readonly key: K; readonly at: number }>();
      const forget = (): void => {
        const oldest = line.shift();
        if (oldest !== undefined) seen.delete(oldest.key);
      };
      return source.pipe(
        filter((value) => {
          const key = keyOf(value);
          if (key === undefined || window <= 0) return true;
          const at = within === Number.POSITIVE_INFINITY ? 0 : now();
          for (let oldest = line.first(); oldest !== undefined && at - oldest.at > within; oldest = line.first())
            forget();
          if (seen.has(key)) return false;
          seen.add(key);
          line.push({ key, at });
          if (line.size() > window) forget();
          return true;
        }),
      );
    });
}
