import { concat, map, type Observable, type SchedulerLike, timer } from 'rxjs';
import type { DataEvent, FeedEvent, LiveEvent, StaleEvent, StaleReason } from '../../src/model/feedEvent.ts';
import type { Subscription } from '../../src/model/subscription.ts';

/** What the events of these specs are of, unless they say otherwise. */
export const subscription: Subscription = { channel: 'trades', symbol: 'BTC/USD' };

export function live(epoch = 1, of: Subscription = subscription): LiveEvent {
  return { kind: 'live', subscription: of, epoch };
}

export function data<T>(value: T, of: Subscription = subscription): DataEvent<T> {
  return { kind: 'data', subscription: of, value };
}

export function stale(reason: StaleReason = 'silence', since = 0, more: Partial<StaleEvent> = {}): StaleEvent {
  return { kind: 'stale', subscription, epoch: 1, reason, since, ...more };
}

/** A feed's events by the letters of a picture: `l` live, `s` stale, `a` to `d` data. */
export const events: Readonly<Record<'l' | 's' | 'a' | 'b' | 'c' | 'd', FeedEvent<string>>> = {
  l: live(),
  s: stale(),
  a: data('a'),
  b: data('b'),
  c: data('c'),
  d: data('d'),
};

/** Whether events read as the life of a feed: no value but after a `live` with no `stale` between. */
export function areLife(events: readonly FeedEvent<unknown>[]): boolean {
  let isLive = false;
  return events.every(({ kind }) => {
    if (kind !== 'data') isLive = kind === 'live';
    return kind !== 'data' || isLive;
  });
}

/** The life of a feed in which these happen; values that would come while it is not live are left out. */
export function lifeOf(kinds: readonly FeedEvent<number>['kind'][]): readonly FeedEvent<number>[] {
  let isLive = false;
  return kinds.flatMap((kind, index): readonly FeedEvent<number>[] => {
    if (kind === 'data' && !isLive) return [];
    isLive = kind !== 'stale';
    return [kind === 'data' ? data(index) : kind === 'live' ? live(index) : stale('silence', index)];
  });
}

/** The events with gaps before them, in milliseconds, the same over and over. */
export function spaced<T>(events: readonly T[], gaps: readonly number[], scheduler: SchedulerLike): Observable<T> {
  return concat(
    ...events.map((event, index) => timer(gaps[index % gaps.length] ?? 0, scheduler).pipe(map(() => event))),
  );
}
