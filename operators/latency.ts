import { defer, filter, map, type OperatorFunction } from 'rxjs';

/** Where the venue's instant of a value is found: a type without the field `time` must say. */
export type TimeOfLatency<T> = [T, 'time'] extends [{ readonly time?: number | undefined }, keyof T]
  ? {
      /** The venue's instant of a value, milliseconds since the epoch; values without one do not count. Default: its field `time`. */
      readonly timeOf?: (value: T) => number | undefined;
    }
  : {
      /** The venue's instant of a value, milliseconds since the epoch; values without one do not count. */
      readonly timeOf: (value: T) => number | undefined;
    };

/** Where the instant of its receipt is found: a type without the field `receivedAt` must say. */
export type ReceivedOfLatency<T> = [T] extends [{ readonly receivedAt: number }]
  ? {
      /** When a value was received, milliseconds since the epoch. Default: its field `receivedAt`. */
      readonly receivedOf?: (value: T) => number;
    }
  : {
      /** When a value was received, milliseconds since the epoch. */
      readonly receivedOf: (value: T) => number;
    };

/** The options of {@link latency}. */
export type LatencyConfig<T> = TimeOfLatency<T> &
  ReceivedOfLatency<T> & {
    /** How many of the last values are looked at, at least the newest. Default 1,000. */
    readonly count?: number;
    /** Which quantiles to tell, each from 0 to 1. Default 0.5, 0.9 and 0.99. */
    readonly quantiles?: readonly number[];
  };

/** How late values come, in milliseconds, clock difference included. */
export interface Latency {
  /** Of the value just received. */
  readonly last: number;
  /** The least in the window: the way itself plus what the clocks differ by. What is above it was spent waiting somewhere. */
  readonly least: number;
  /** In the order asked for; each the least latency that so great a part of the window does not exceed. */
  readonly quantiles: readonly number[];
  /** How many values the window holds so far. */
  readonly count: number;
}

/**
 * Tells how long values take from the venue's clock to ours: the last, the least, and quantiles of a rolling window, which
 * a few outliers do not move.
 *
 * One result a value that has a venue time. Clocks differ, so all figures may be shifted alike, even below zero; their
 * differences are true. A value costs a binary search and a move within an array of `count` numbers. Completes and errors with the
 * source, and with what an option throws; unsubscribing leaves the source.
 *
 * @example
 * ```ts
 * import { latency } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * of({ time: 0, receivedAt: 20 }, { time: 100, receivedAt: 190 }, { time: 200, receivedAt: 230 })
 *   .pipe(latency({ quantiles: [0.5] }))
 *   .subscribe(({ last, least, quantiles }) => console.log(last, least, quantiles[0]));
 * // 20 20 20
 * // 90 20 20
 * // 30 20 30
 * ```
 */
export function latency<T = { readonly time?: number; readonly receivedAt: number }>(
  ...[config]: Partial<LatencyConfig<T>> extends LatencyConfig<T>
    ? [config?: LatencyConfig<T>]
    : [config: LatencyConfig<T>]
): OperatorFunction<T, Latency> {
  const {
    timeOf = (value) => (value as { readonly time?: number }).time,
    receivedOf = (value) => (value as { readonly receivedAt: number }).receivedAt,
    count = 1_000,
    quantiles = [0.5, 0.9, 0.99],
  }: LatencyOptions<T> = config ?? {};
  return (source) =>
    defer(() => {
      /** In order of arrival; written over in a circle once it is full. */
      const arrived: number[] = [];
      const sorted: number[] = [];
      let oldest = 0;
      return source.pipe(
        map((value) => {
          const time = timeOf(value);
          return time === undefined ? Number.NaN : receivedOf(value) - time;
        }),
        filter((last) => !Number.isNaN(last)),
        map((last) => {
          if (arrived.length < count) arrived.push(last);
          else {
            sorted.splice(placeOf(arrived[oldest] as number, sorted), 1);
            arrived[oldest] = last;
            oldest = (oldest + 1) % arrived.length;
          }
          sorted.splice(placeOf(last, sorted), 0, last);
          return {
            last,
            least: sorted[0] as number,
            quantiles: quantiles.map((part) => sorted[rankOf(part, sorted.length)] as number),
            count: sorted.length,
          };
        }),
      );
    });
}

/** The options whatever the type of the values. */
interface LatencyOptions<T> {
  readonly timeOf?: (value: T) => number | undefined;
  readonly receivedOf?: (value: T) => number;
  readonly count?: number;
  readonly quantiles?: readonly number[];
}

/** Where a part of so many ends. A product a rounding above a whole number is that number: 0.07 x 100 is 7. */
function rankOf(part: number, count: number): number {
  return Math.min(count, Math.max(1, Math.ceil(part * count - 1e-9))) - 1;
}

/** The first place in a sorted array whose number is not below `value`. */
function placeOf(value: number, sorted: readonly number[]): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
