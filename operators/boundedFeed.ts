import {
  asyncScheduler,
  type ObservableInput,
  type ObservedValueOf,
  type OperatorFunction,
  type SchedulerLike,
} from 'rxjs';
import type { DataEvent, FeedEvent, LiveEvent, StaleEvent } from '../src/model/feedEvent.ts';
import type { Clock } from '../src/model/seams.ts';
import { fifo } from './internal/fifo.ts';
import { instants } from './internal/instants.ts';
import { type OnOverflow, OverflowError } from './overflowError.ts';
import { supersede } from './internal/supersede.ts';
import { type Backlog, workThrough } from './internal/workThrough.ts';

/** The options of {@link boundedFeed}. */
export interface BoundedFeedConfig<T, O extends ObservableInput<unknown>> {
  /** How many values may wait, beside the event in work. With 0 what comes during a work overflows. */
  readonly size: number;
  /** What happens when one more comes. */
  readonly onOverflow: OnOverflow;
  /** The consumer's work on an event. One at a time; what it emits is the result. */
  readonly project: (event: FeedEvent<T>) => O;
  /** Tells the instants where no `clock` does. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** Its wall side stamps `since`. Default: `scheduler.now()`. */
  readonly clock?: Clock;
}

/**
 * Works through the events of a feed one at a time as `concatMap` does, with a bound to how many values may wait.
 *
 * Subscribing subscribes to the feed. An event is projected at once when no work is going on; otherwise it waits for its turn.
 * Where a full buffer dropped values, the consumer is handed `stale` with reason `overflow`, how many were `dropped` and
 * `since` when the last value before them had come, then `live` of the same epoch, then the next value that is left. Where
 * a `stale` waits at that place anyway, it counts them, and keeps its own reason. Trust is never dropped; where no value lies
 * between, the newer `stale` or `live` replaces the older, so of each at most `size` + 1 wait.
 *
 * The events are of one feed. Completes when the feed has and all that waits is worked through. Errors at once with the feed,
 * with a work, with what `project` throws and, if told so, with {@link OverflowError}. Unsubscribing leaves feed and work.
 *
 * @example
 * ```ts
 * import { boundedFeed } from 'coldwire/operators';
 * import type { FeedEvent } from 'coldwire';
 * import { from, map, timer } from 'rxjs';
 *
 * const subscription = { channel: 'trades', symbol: 'BTC/USD' } as const;
 * const feed: FeedEvent<number>[] = [
 *   { kind: 'live', subscription, epoch: 1 },
 *   { kind: 'data', subscription, value: 1 },
 *   { kind: 'data', subscription, value: 2 },
 *   { kind: 'data', subscription, value: 3 },
 * ];
 * from(feed)
 *   .pipe(boundedFeed({ size: 2, onOverflow: 'drop-newest', project: (event) => timer(10).pipe(map(() => event)) }))
 *   .subscribe((event) => console.log(event.kind, event.kind === 'stale' ? event.dropped : ''));
 * // live
 * // data
 * // data
 * // stale 1
 * // live
 * ```
 */
export function boundedFeed<T, O extends ObservableInput<unknown>>({
  size,
  onOverflow,
  project,
  scheduler = asyncScheduler,
  clock,
}: BoundedFeedConfig<T, O>): OperatorFunction<FeedEvent<T>, ObservedValueOf<O>> {
  const now = instants(scheduler, clock).wall;
  return workThrough(() => feedLine(size, onOverflow, now), project);
}

/** The trust told before a value, or after the last. */
interface Prelude {
  stale?: StaleEvent | undefined;
  live?: LiveEvent | undefined;
}

interface Waiting<T> extends Prelude {
  readonly data: DataEvent<T>;
  readonly epoch: number;
  readonly at: number;
}

function feedLine<T>(size: number, onOverflow: OnOverflow, now: () => number): Backlog<FeedEvent<T>, FeedEvent<T>> {
  const line = fifo<Waiting<T>>();
  let tail: Prelude = {};
  let epoch = 0;
  let addedAt = now();
  let takenAt = addedAt;
  const append = (data: DataEvent<T>): void => {
    addedAt = now();
    line.push({ ...tail, data, epoch, at: addedAt });
    tail = {};
  };
  const dropOldest = (): void => {
    const oldest = line.shift();
    if (oldest === undefined) return;
    const heir = line.first() ?? tail;
    lose(oldest, oldest.data, oldest.epoch, takenAt);
    inherit(heir, oldest);
  };
  return {
    add: (event, idle) => {
      if (event.kind === 'stale') tail = { stale: supersede(tail.stale, event) };
      else if (event.kind === 'live') {
        tail.live = event;
        epoch = event.epoch;
      } else {
        const waiting = line.size();
        if (waiting < size || (idle && waiting === 0)) append(event);
        else if (onOverflow === 'error') throw new OverflowError(size);
        else if (onOverflow === 'drop-newest' || waiting === 0) lose(tail, event, epoch, addedAt);
        else {
          dropOldest();
          append(event);
        }
      }
    },
    isEmpty: () => line.size() === 0 && (tail.stale ?? tail.live) === undefined,
    take: () => {
      const place = line.first() ?? tail;
      const trust = takeTrust(place);
      if (trust !== undefined) return trust;
      const { data, at } = line.shift() as Waiting<T>;
      takenAt = at;
      return data;
    },
  };
}

function takeTrust(place: Prelude): LiveEvent | StaleEvent | undefined {
  const { stale, live } = place;
  if (stale !== undefined) place.stale = undefined;
  else place.live = undefined;
  return stale ?? live;
}

/** Says in a prelude that one value is missing after it. */
function lose(place: Prelude, { subscription }: DataEvent<unknown>, epoch: number, since: number): void {
  const { stale } = place;
  place.stale =
    stale === undefined
      ? { kind: 'stale', subscription, epoch, reason: 'overflow', since, dropped: 1 }
      : { ...stale, dropped: (stale.dropped ?? 0) + 1 };
  place.live ??= { kind: 'live', subscription, epoch };
}

/** Tells the trust of a value that is gone before the next one, or after the last. */
function inherit(heir: Prelude, { stale, live }: Prelude): void {
  if (heir.stale !== undefined) heir.stale = stale === undefined ? heir.stale : supersede(stale, heir.stale);
  else {
    heir.stale = stale;
    heir.live ??= live;
  }
}
