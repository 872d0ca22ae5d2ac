import { VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { type Client, createClient } from '../../src/client/createClient.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Channel, Subscription } from '../../src/model/subscription.ts';
import type { ValueOf } from '../../src/model/values.ts';
import { simulateVenue, type SimulateVenueOptions, type Venue } from '../../src/simulation/index.ts';

/** A client and its simulated venue, alone in virtual time. */
export interface Simulated {
  readonly venue: Venue;
  readonly client: Client;
  /** Lets so many milliseconds pass. */
  advance(ms: number): void;
  /** Actions still due: timers nobody has cancelled. */
  timers(): number;
  /** Subscribes to a feed and writes down what it tells. */
  follow<C extends Channel>(subscription: Subscription<C>): Followed<ValueOf<C>>;
}

/** A feed that is being followed. */
export interface Followed<T> {
  readonly events: FeedEvent<T>[];
  readonly errors: unknown[];
  /** Its words on trust: `live 1`, `stale connection-lost`. */
  trust(): readonly string[];
  values(): readonly T[];
  leave(): void;
}

/** Puts a client before a simulated Kraken, in virtual time that starts at zero. */
export function simulated(venueOptions: SimulateVenueOptions = {}, clientOptions: ClientOptions = {}): Simulated {
  const scheduler = new VirtualTimeScheduler(VirtualAction, 0);
  const venue = simulateVenue('kraken', { seed: 7, ...venueOptions, scheduler });
  const client = createClient(kraken, {
    transport: venue.transport,
    scheduler,
    random: () => 0.5,
    ...clientOptions,
  });
  return {
    venue,
    client,
    advance: (ms) => {
      scheduler.maxFrames = scheduler.frame + ms;
      scheduler.flush();
      scheduler.frame = scheduler.maxFrames;
    },
    timers: () => scheduler.actions.filter(({ closed }) => !closed).length,
    follow: (subscription) => follow(client, subscription),
  };
}

function follow<C extends Channel>(client: Client, subscription: Subscription<C>): Followed<ValueOf<C>> {
  const events: FeedEvent<ValueOf<C>>[] = [];
  const errors: unknown[] = [];
  const following = client.feed(subscription).subscribe({
    next: (event) => events.push(event),
    error: (error) => errors.push(error),
  });
  return {
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
