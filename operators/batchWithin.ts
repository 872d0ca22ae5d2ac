import {
  asyncScheduler,
  concat,
  concatAll,
  defer,
  EMPTY,
  map,
  merge,
  type Observable,
  type OperatorFunction,
  type SchedulerLike,
  Subject,
  switchMap,
  tap,
  timer,
} from 'rxjs';
import { LONGEST_DELAY } from './internal/longestDelay.ts';

/** A bound in bytes needs to know how many a value takes. */
export type ByteBound<T> =
  | {
      /** The most bytes of a batch, `overhead` included. Default: any number. */
      readonly bytes?: undefined;
      readonly sizeOf?: undefined;
      readonly overhead?: undefined;
    }
  | {
      readonly bytes: number;
      /** How many bytes a value takes in a batch, with what separates it from the next. */
      readonly sizeOf: (value: T) => number;
      /** How many bytes a batch takes beside its values. Default 0. */
      readonly overhead?: number;
    };

/** The options of {@link batchWithin}. Without any bound all goes into one batch, at completion. */
export type BatchWithinConfig<T> = ByteBound<T> & {
  /** How long a batch may stay open, in milliseconds from its first value; at most 2^31 - 1. Default: as long as it takes. */
  readonly time?: number;
  /** The most values of a batch. Default: any number. */
  readonly count?: number;
  /** Runs the time. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
};

/**
 * Collects values into arrays, each closed by the bound that it meets first.
 *
 * Subscribing subscribes to the source. A batch is emitted as soon as it holds `count` values or `bytes` bytes, before a value
 * that would carry it past `bytes`, `time` after its first value, and when the source completes, which completes the result.
 * It is never empty, and exceeds `bytes` only where one value does so alone: that one is a batch of its own. An error of the
 * source, or what `sizeOf` throws, passes at once, and the open batch with it is lost, as with rxjs's `bufferTime`.
 * Unsubscribing leaves the source and stops the time. Values that come while a batch is handed on fall into the next.
 *
 * @example
 * ```ts
 * import { batchWithin } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * of('BTC/USD', 'ETH/USD', 'SOL/USD')
 *   .pipe(batchWithin({ time: 50, count: 2 }))
 *   .subscribe((symbols) => console.log(symbols.join(' ')));
 * // BTC/USD ETH/USD
 * // SOL/USD
 * ```
 */
export function batchWithin<T>(config: BatchWithinConfig<T>): OperatorFunction<T, T[]> {
  const { time, scheduler = asyncScheduler } = config;
  return (source) =>
    defer(() => {
      const open$ = new Subject<boolean>();
      const batch = openBatch(config, (isOpen) => open$.next(isOpen));
      const filled$ = source.pipe(map(batch.add));
      const rest$ = defer(() => [batch.close()]).pipe(tap({ complete: () => open$.complete() }));
      // Batches that are closed while one is being handed on wait their turn in `concatAll`.
      return merge(expiries(open$, time, scheduler).pipe(map(batch.close)), concat(filled$, rest$)).pipe(concatAll());
    });
}

/** Emits each time a batch has been open for as long as it may. */
function expiries(open$: Observable<boolean>, time: number | undefined, scheduler: SchedulerLike): Observable<unknown> {
  if (time === undefined) return EMPTY;
  const expiry$ = timer(Math.min(time, LONGEST_DELAY), scheduler);
  return open$.pipe(switchMap((isOpen) => (isOpen ? expiry$ : EMPTY)));
}

interface OpenBatch<T> {
  /** Takes a value in; gives the batches it closed. */
  readonly add: (value: T) => T[][];
  readonly close: () => T[][];
}

function openBatch<T>(
  {
    count = Number.POSITIVE_INFINITY,
    bytes = Number.POSITIVE_INFINITY,
    sizeOf = () => 0,
    overhead = 0,
  }: BatchWithinConfig<T>,
  onOpen: (isOpen: boolean) => void,
): OpenBatch<T> {
  let values: T[] = [];
  let size = overhead;
  const close = (): T[][] => {
    if (values.length === 0) return [];
    const closed = values;
    values = [];
    size = overhead;
    onOpen(false);
    return [closed];
  };
  return {
    close,
    add: (value) => {
      const more = sizeOf(value);
      const overfull = size + more > bytes ? close() : [];
      values.push(value);
      size += more;
      if (values.length === 1) onOpen(true);
      return values.length >= count || size >= bytes ? [...overfull, ...close()] : overfull;
    },
  };
}
