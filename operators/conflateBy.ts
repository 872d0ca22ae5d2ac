import type { ObservableInput, ObservedValueOf, OperatorFunction } from 'rxjs';
import type { ConflateConfig } from './conflate.ts';
import { fifo } from './internal/fifo.ts';
import { type Backlog, workThrough } from './internal/workThrough.ts';

/**
 * Keeps a slow consumer up to date with many things at once: while it works, one value a key waits, the latest or all that
 * came merged, and keys are served in the order in which they began to wait.
 *
 * Subscribing subscribes to the source. A key that has been served goes to the end of the line with its next value, so a busy
 * key starves no other. At most one value a key waits: the bound is the number of keys. Completes when the source has and
 * all that waits is worked through. Errors at once with the source, with a work, and with what `keyOf` or an option throws.
 * Unsubscribing leaves source and work.
 *
 * @example
 * ```ts
 * import { conflateBy } from 'coldwire/operators';
 * import { from, map, timer } from 'rxjs';
 *
 * from([
 *   { symbol: 'BTC/USD', price: 100 },
 *   { symbol: 'BTC/USD', price: 101 },
 *   { symbol: 'ETH/USD', price: 3 },
 *   { symbol: 'BTC/USD', price: 102 },
 * ])
 *   .pipe(conflateBy(({ symbol }) => symbol, { project: (quote) => timer(10).pipe(map(() => quote)) }))
 *   .subscribe(({ symbol, price }) => console.log(symbol, price));
 * // BTC/USD 100
 * // BTC/USD 102
 * // ETH/USD 3
 * ```
 */
export function conflateBy<T, K, O extends ObservableInput<unknown>>(
  keyOf: (value: T) => K,
  { project, merge }: ConflateConfig<T, O>,
): OperatorFunction<T, ObservedValueOf<O>> {
  return workThrough(
    () => latestByKey(keyOf, merge),
    ({ value, swallowed }) => project(value, swallowed),
  );
}

interface Place<T, K> {
  readonly key: K;
  value: T;
  swallowed: number;
}

function latestByKey<T, K>(
  keyOf: (value: T) => K,
  merge: (held: T, next: T) => T = (_, next) => next,
): Backlog<T, Place<T, K>> {
  const places = new Map<K, Place<T, K>>();
  // Beside the map, for the first key of a map is found slowly once many before it are deleted.
  const line = fifo<Place<T, K>>();
  return {
    add: (value) => {
      const key = keyOf(value);
      const place = places.get(key);
      if (place === undefined) {
        const last = { key, value, swallowed: 0 };
        places.set(key, last);
        line.push(last);
      } else {
        place.value = merge(place.value, value);
        place.swallowed++;
      }
    },
    isEmpty: () => places.size === 0,
    take: () => {
      const place = line.shift() as Place<T, K>;
      places.delete(place.key);
      return place;
    },
  };
}
