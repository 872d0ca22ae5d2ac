import type { ObservableInput, ObservedValueOf, OperatorFunction } from 'rxjs';
import { fifo } from './internal/fifo.ts';
import { type OnOverflow, OverflowError } from './overflowError.ts';
import { type Backlog, workThrough } from './internal/workThrough.ts';

/** Stands, among the values handed to a consumer, in the place of those a full buffer dropped. */
export interface Dropped {
  readonly kind: 'dropped';
  /** How many were dropped here, at least 1. */
  readonly count: number;
}

/** The options of {@link boundedBuffer}. */
export interface BoundedBufferConfig<T, O extends ObservableInput<unknown>, P extends OnOverflow> {
  /** How many values may wait, beside the one in work. With 0 what comes during a work overflows. */
  readonly size: number;
  /** What happens when one more comes. */
  readonly onOverflow: P;
  /** The consumer's work on a value, or on the news that some were dropped here. One at a time; what it emits is the result. */
  readonly project: (item: P extends 'error' ? T : T | Dropped) => O;
}

/**
 * Works through values one at a time as `concatMap` does, with a bound to how many may wait.
 *
 * Subscribing subscribes to the source. A value is projected at once when no work is going on; otherwise it waits for its
 * turn. What a full buffer drops is counted in band: `project` is handed one {@link Dropped} in the place where values are
 * missing, before the next one that is left, or after the last. The values handed over and the counts add up to what came.
 *
 * Completes when the source has and all that waits is worked through. Errors at once with the source, with a work, with what
 * `project` throws and, if told so, with {@link OverflowError}. Unsubscribing leaves source and work. Values that come
 * while another is handed over, or while its work emits, wait like any other. Over the events of a feed it would drop trust:
 * use {@link boundedFeed} there.
 *
 * @example
 * ```ts
 * import { boundedBuffer } from 'coldwire/operators';
 * import { map, of, timer } from 'rxjs';
 *
 * of('a', 'b', 'c', 'd')
 *   .pipe(
 *     boundedBuffer({
 *       size: 2,
 *       onOverflow: 'drop-oldest',
 *       project: (item) => timer(10).pipe(map(() => (typeof item === 'string' ? item : `${item.count} dropped`))),
 *     }),
 *   )
 *   .subscribe(console.log);
 * // a
 * // 1 dropped
 * // c
 * // d
 * ```
 */
export function boundedBuffer<T, O extends ObservableInput<unknown>, P extends OnOverflow>({
  size,
  onOverflow,
  project,
}: BoundedBufferConfig<T, O, P>): OperatorFunction<T, ObservedValueOf<O>> {
  return workThrough<T, T | Dropped, O>(
    () => boundedLine(size, onOverflow),
    // With 'error' nothing is ever dropped.
    project as (item: T | Dropped) => O,
  );
}

interface Waiting<T> {
  readonly value: T;
  /** How many were dropped just before it. */
  lost: number;
}

function boundedLine<T>(size: number, onOverflow: OnOverflow): Backlog<T, T | Dropped> {
  const line = fifo<Waiting<T>>();
  let lostLast = 0;
  const append = (value: T): void => {
    line.push({ value, lost: lostLast });
    lostLast = 0;
  };
  const dropOldest = (): void => {
    const lost = (line.shift()?.lost ?? 0) + 1;
    const heir = line.first();
    if (heir === undefined) lostLast += lost;
    else heir.lost = lost;
  };
  return {
    add: (value, idle) => {
      const waiting = line.size();
      if (waiting < size || (idle && waiting === 0)) append(value);
      else if (onOverflow === 'error') throw new OverflowError(size);
      else if (onOverflow === 'drop-newest' || waiting === 0) lostLast++;
      else {
        dropOldest();
        append(value);
      }
    },
    isEmpty: () => line.size() === 0 && lostLast === 0,
    take: () => {
      const first = line.first();
      const count = first === undefined ? lostLast : first.lost;
      if (count === 0) return (line.shift() as Waiting<T>).value;
      if (first === undefined) lostLast = 0;
      else first.lost = 0;
      return { kind: 'dropped', count };
    },
  };
}
