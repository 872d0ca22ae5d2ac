import type { DataEvent, FeedEvent, LiveEvent, StaleEvent, StaleReason } from '../../src/model/feedEvent.ts';
import type { Subscription } from '../../src/model/subscription.ts';

const trades: Subscription<'trades'> = { channel: 'trades', symbol: 'BTC/USD' };

export function live(epoch = 1, subscription: Subscription = trades): LiveEvent {
  return { kind: 'live', subscription, epoch };
}

export function data<T>(value: T, subscription: Subscription = trades): DataEvent<T> {
  return { kind: 'data', subscription, value };
}

export function stale(reason: StaleReason = 'silence', epoch = 1, subscription: Subscription = trades): StaleEvent {
  return { kind: 'stale', subscription, epoch, reason, since: 0 };
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
