import type { ObservableInput, ObservedValueOf, OperatorFunction } from 'rxjs';
import type { DataEvent, FeedEvent, LiveEvent, StaleEvent } from '../src/model/feedEvent.ts';
import { supersede } from './internal/supersede.ts';
import { type Backlog, workThrough } from './internal/workThrough.ts';

/** The options of {@link conflateFeed}. */
export interface ConflateFeedConfig<T, O extends ObservableInput<unknown>> {
  /**
   * The consumer's work on an event, given how many values were left out just before it. One at a time; what it emits is the
   * result.
   */
  readonly project: (event: FeedEvent<T>, swallowed: number) => O;
  /** Makes one of the value that waits and the one that came. Default: the one that came. */
  readonly merge?: (held: T, next: T) => T;
}

/**
 * Keeps a slow consumer of a feed up to date with its latest value and, before that, with its trust.
 *
 * Subscribing subscribes to the feed. An event is projected at once when no work is going on. Otherwise at most three wait, in
 * this order: a `stale`, a `live`, a `data`. A `stale` discards what waits, for nothing of it may be trusted any more, and
 * counts what the `stale` it replaces had counted as dropped; a `live` discards the value that waits, which is of before; a
 * `data` swallows the one that waits. So the consumer learns that it is blind as soon as its work is done, never sees a value
 * of a stretch that is over, and what it is handed is the life of a feed: `(stale+ live data*)*`.
 *
 * The events are of one feed. Completes when the feed has and what waits is worked through. Errors at once with the feed, with
 * a work, and with what an option throws. Unsubscribing leaves feed and work.
 *
 * @example
 * ```ts
 * import type { FeedEvent } from 'coldwire';
 * import { conflateFeed } from 'coldwire/operators';
 * import { from, map, timer } from 'rxjs';
 *
 * const subscription = { channel: 'quotes', symbol: 'BTC/USD' } as const;
 * const events: readonly FeedEvent<number>[] = [
 *   { kind: 'live', subscription, epoch: 1 },
 *   { kind: 'data', subscription, value: 100 },
 *   { kind: 'stale', subscription, epoch: 1, reason: 'connection-lost', since: 0 },
 *   { kind: 'live', subscription, epoch: 2 },
 *   { kind: 'data', subscription, value: 101 },
 *   { kind: 'data', subscription, value: 102 },
 * ];
 * from(events)
 *   .pipe(conflateFeed({ project: (event) => timer(10).pipe(map(() => event)) }))
 *   .subscribe((event) => console.log(event.kind, event.kind === 'data' ? event.value : event.epoch));
 * // live 1
 * // stale 1
 * // live 2
 * // data 102
 * ```
 */
export function conflateFeed<T, O extends ObservableInput<unknown>>({
  project,
  merge,
}: ConflateFeedConfig<T, O>): OperatorFunction<FeedEvent<T>, ObservedValueOf<O>> {
  return workThrough(
    () => latestOfFeed(merge),
    ({ event, swallowed }) => project(event, swallowed),
  );
}

interface Handed<T> {
  readonly event: FeedEvent<T>;
  readonly swallowed: number;
}

function latestOfFeed<T>(merge: (held: T, next: T) => T = (_, next) => next): Backlog<FeedEvent<T>, Handed<T>> {
  let stale: StaleEvent | undefined;
  let live: LiveEvent | undefined;
  let data: DataEvent<T> | undefined;
  let swallowed = 0;
  const discard = (): void => {
    if (data !== undefined) swallowed++;
    data = undefined;
  };
  return {
    add: (event) => {
      switch (event.kind) {
        case 'stale':
          discard();
          live = undefined;
          stale = supersede(stale, event);
          break;
        case 'live':
          discard();
          live = event;
          break;
        case 'data': {
          const held = data;
          discard();
          data = held === undefined ? event : { ...event, value: merge(held.value, event.value) };
        }
      }
    },
    isEmpty: () => (stale ?? live ?? data) === undefined,
    take: () => {
      const event = (stale ?? live ?? data) as FeedEvent<T>;
      if (event.kind === 'stale') stale = undefined;
      else if (event.kind === 'live') live = undefined;
      else data = undefined;
      const before = swallowed;
      swallowed = 0;
      return { event, swallowed: before };
    },
  };
}
