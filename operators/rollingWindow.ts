import { defer, map, type OperatorFunction } from 'rxjs';
import type { Aggregate } from './aggregate.ts';
import { foldingQueue } from './internal/foldingQueue.ts';

/** Aggregates by name, as {@link rollingWindow} takes them. */
export type Aggregates<T> = Readonly<Record<string, Aggregate<T, unknown>>>;

/** What aggregates tell, by the same names. */
export type Aggregated<A extends Aggregates<never>> = { readonly [N in keyof A]: ReturnType<A[N]['result']> };

/** A bound by time: for values of a type without the field `time` it comes with theirs. */
export type BoundByTime<T> = [T] extends [{ readonly time: number }]
  ? {
      /** How long a value stays, in milliseconds by `timeOf`: it has left once a newer one is `within` ms later. Default: no bound. */
      readonly within?: number;
      /** The instant of a value, in milliseconds. Default: its field `time`. */
      readonly timeOf?: (value: T) => number;
    }
  :
      | {
          /** No bound by time. */
          readonly within?: undefined;
          /** Not needed without one. */
          readonly timeOf?: undefined;
        }
      | {
          /** How long a value stays, in milliseconds by `timeOf`: it has left once a newer one is `within` ms later. */
          readonly within: number;
          /** The instant of a value, in milliseconds. */
          readonly timeOf: (value: T) => number;
        };

/** The options of {@link rollingWindow}. A window bounded neither way holds everything, in O(1) memory all the same. */
export type RollingWindowConfig<T, A extends object> = BoundByTime<T> & {
  /** How many of the last values are in the window, at least the newest. Default: no bound. */
  readonly count?: number;
  /** What to tell of the window, by name: {@link sumOf}, {@link meanOf}, {@link maxOf} and the like, or your own. */
  readonly aggregates: A;
};

/**
 * Tells, for each value, what the last values amount to: sums, means, extremes, of a window by count, by time, or both.
 *
 * A value costs O(1) however long the window is (amortised), and nothing is ever subtracted, so no error adds up. Time is
 * that of the values, not of the clock: a quiet source tells nothing, and its window empties only as newer values come. A
 * value that is older than the newest, or whose time is no number, counts as of the newest's time. One result a value; completes and errors with the source,
 * and with what an option throws; unsubscribing leaves the source.
 *
 * @example
 * ```ts
 * import { maxOf, meanOf, rollingWindow } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * of(1, 5, 3, 4)
 *   .pipe(rollingWindow({ count: 2, aggregates: { mean: meanOf((n: number) => n), most: maxOf((n: number) => n) } }))
 *   .subscribe(({ mean, most }) => console.log(mean, most));
 * // 1 1
 * // 3 5
 * // 4 5
 * // 3.5 4
 * ```
 */
export function rollingWindow<T, A extends Aggregates<T>>(
  config: RollingWindowConfig<T, A>,
): OperatorFunction<T, Aggregated<A>> {
  const { aggregates, count = Number.POSITIVE_INFINITY } = config;
  const {
    within = Number.POSITIVE_INFINITY,
    timeOf = (value) => (value as { readonly time: number }).time,
  }: {
    readonly within?: number | undefined;
    readonly timeOf?: ((value: T) => number) | undefined;
  } = config;
  const names = Object.keys(aggregates);
  const parts: readonly Aggregate<T, unknown>[] = Object.values(aggregates);
  const isTimed = within !== Number.POSITIVE_INFINITY;
  const isBounded = isTimed || count !== Number.POSITIVE_INFINITY;
  return (source) =>
    defer(() => {
      const window = foldingQueue<readonly unknown[]>((older, newer) =>
        parts.map(({ combine }, index) => combine(older[index], newer[index])),
      );
      /** Instants of the values in the window, oldest first, where it has a bound by time. */
      const times: number[] = [];
      let gone = 0;
      let newest = Number.NEGATIVE_INFINITY;
      const leave = (): void => {
        window.shift();
        if (isTimed) gone++;
        // Cut off now and then, so that neither the array nor the work grows.
        if (gone > 1_024 && gone * 2 > times.length) {
          times.splice(0, gone);
          gone = 0;
        }
      };
      return source.pipe(
        map((value) => {
          const entry = parts.map((part) => part.of(value));
          if (isTimed) {
            const at = timeOf(value);
            if (at > newest) newest = at;
            while (window.length > 0 && (times[gone] as number) <= newest - within) leave();
            times.push(newest);
          }
          if (isBounded) window.push(entry);
          else window.absorb(entry);
          while (window.length > count && window.length > 1) leave();
          const whole = window.fold() as readonly unknown[];
          return Object.fromEntries(
            parts.map(({ result }, index) => [names[index], result(whole[index])]),
          ) as Aggregated<A>;
        }),
      );
    });
}
