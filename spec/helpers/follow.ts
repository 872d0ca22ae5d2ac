import type { Client } from '../../src/client/createClient.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Channel, Subscription } from '../../src/model/subscription.ts';
import type { ValueOf } from '../../src/model/values.ts';

/** A feed that is being followed. */
export interface Followed<T> {
  readonly subscription: Subscription;
  readonly events: FeedEvent<T>[];
  readonly errors: unknown[];
  /** Its words on trust: `live 1`, `stale connection-lost`. */
  trust(): readonly string[];
  values(): readonly T[];
  leave(): void;
}

/** Subscribes to a feed and writes down what it tells. */
export function follow<C extends Channel>(client: Client, subscription: Subscription<C>): Followed<ValueOf<C>> {
  const events: FeedEvent<ValueOf<C>>[] = [];
  const errors: unknown[] = [];
  const following = client.feed(subscription).subscribe({
    next: (event) => events.push(event),
    error: (error) => errors.push(error),
  });
  return {
    subscription,
    events,
    errors,
    trust: () =>
      events.flatMap((event) =>
        event.kind === 'data' ? [] : [event.kind === 'live' ? `live ${event.epoch}` : `stale ${event.reason}`],
      ),
    values: () => events.flatMap((event) => (event.kind === 'data' ? [event.value] : [])),
    leave: () => following.unsubscribe(),
  };
}
