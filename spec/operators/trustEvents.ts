import type { DataEvent, FeedEvent, LiveEvent, StaleEvent, StaleReason } from '../../src/model/feedEvent.ts';
import type { Subscription } from '../../src/model/subscription.ts';

/** What the events of these specs are of. */
export const subscription: Subscription = { channel: 'trades', symbol: 'BTC/USD' };

export const live = (epoch = 1): LiveEvent => ({ kind: 'live', subscription, epoch });

export const data = <T>(value: T): DataEvent<T> => ({ kind: 'data', subscription, value });

export const stale = (reason: StaleReason, since: number, more: Partial<StaleEvent> = {}): StaleEvent => ({
  kind: 'stale',
  subscription,
  epoch: 1,
  reason,
  since,
  ...more,
});

/** Whether events read as the life of a feed: no value but after a `live` with no `stale` between. */
export function areLife(events: readonly FeedEvent<unknown>[]): boolean {
  let isLive = false;
  return events.every(({ kind }) => {
    if (kind !== 'data') isLive = kind === 'live';
    return kind !== 'data' || isLive;
  });
}
