import type { ObservableInput, ObservedValueOf, OperatorFunction } from 'rxjs';
import { type Backlog, workThrough } from './internal/workThrough.ts';

/** The options of {@link conflate} and {@link conflateBy}. */
export interface ConflateConfig<T, O extends ObservableInput<unknown>> {
  /**
   * The consumer's work on a value, given how many values it stands for beside itself. One at a time; what it emits is the
   * result.
   */
  readonly project: (value: T, swallowed: number) => O;
  /** Makes one of the value that waits and the one that came. Default: the one that came. */
  readonly merge?: (held: T, next: T) => T;
}

/**
 * Keeps a slow consumer up to date: while it works, only the latest value waits, or all that came merged into one.
 *
 * Subscribing subscribes to the source. A value is projected at once when no work is going on; otherwise it swallows the one
 * that waits, and is projected the moment the work completes. Completes when the source has and the last value is worked
 * through. Errors at once with the source, with a work, and with what an option throws. Unsubscribing leaves source and work.
 * Values that come while another is handed over, or while its work emits, wait like any other.
 *
 * Fit for values that replace each other, such as books and tickers, not for trades. Over the events of a feed it would
 * swallow trust: use {@link conflateFeed} there.
 *
 * @example
 * ```ts
 * import { conflate } from 'coldwire/operators';
 * import { map, of, timer } from 'rxjs';
 *
 * of(100, 101, 102)
 *   .pipe(conflate({ project: (price, swallowed) => timer(10).pipe(map(() => `${price}, ${swallowed} swallowed`)) }))
 *   .subscribe(console.log);
 * // 100, 0 swallowed
 * // 102, 1 swallowed
 * ```
 */
export function conflate<T, O extends ObservableInput<unknown>>({
  project,
  merge,
}: ConflateConfig<T, O>): OperatorFunction<T, ObservedValueOf<O>> {
  return workThrough(
    () => latestOf(merge),
    ({ value, swallowed }) => project(value, swallowed),
  );
}

interface Conflated<T> {
  readonly value: T;
  readonly swallowed: number;
}

function latestOf<T>(merge: (held: T, next: T) => T = (_, next) => next): Backlog<T, Conflated<T>> {
  let held: Conflated<T> | undefined;
  return {
    add: (next) => {
      held =
        held === undefined
          ? { value: next, swallowed: 0 }
          : { value: merge(held.value, next), swallowed: held.swallowed + 1 };
    },
    isEmpty: () => held === undefined,
    take: () => {
      const item = held as Conflated<T>;
      held = undefined;
      return item;
    },
  };
}
