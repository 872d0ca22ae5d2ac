import { VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { type Client, createClient } from '../../../src/client/createClient.ts';
import type { ClientOptions } from '../../../src/client/options.ts';
import { gateio } from '../../../src/exchanges/gateio/index.ts';
import type { FeedEvent } from '../../../src/model/feedEvent.ts';
import type { ReportEvent } from '../../../src/model/reportEvent.ts';
import type { Channel, Subscription } from '../../../src/model/subscription.ts';
import type { ValueOf } from '../../../src/model/values.ts';
import { type SimulateVenueOptions, simulateVenue, type Venue } from '../../../src/simulation/index.ts';

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

/** A client and its simulated venue. */
export interface Stage {
  readonly venue: Venue;
  readonly client: Client;
  readonly reports: ReportEvent[];
  /** Lets so many milliseconds pass. */
  advance(ms: number): void;
  /** Actions still due: timers nobody has cancelled. */
  timers(): number;
  follow<C extends Channel>(subscription: Subscription<C>): Followed<ValueOf<C>>;
}

/** A client of a simulated Gate.io, alone in virtual time. */
export function stage(venueOptions: SimulateVenueOptions = {}, clientOptions: ClientOptions = {}): Stage {
  const scheduler = new VirtualTimeScheduler(VirtualAction, 0);
  const venue = simulateVenue('gateio', { seed: 7, ...venueOptions, scheduler });
  const reports: ReportEvent[] = [];
  const client = createClient(gateio, {
    transport: venue.transport,
    http: venue.http,
    scheduler,
    random: () => 0.5,
    reporter: { next: (report) => reports.push(report) },
    ...clientOptions,
  });
  return {
    venue,
    client,
    reports,
    advance: (ms: number): void => {
      scheduler.maxFrames = scheduler.frame + ms;
      scheduler.flush();
      scheduler.frame = scheduler.maxFrames;
    },
    timers: (): number => scheduler.actions.filter(({ closed }) => !closed).length,
    follow: (subscription) => follow(client, subscription),
  };
}

/** Subscribes to a feed and writes down what it tells. */
function follow<C extends Channel>(client: Client, subscription: Subscription<C>): Followed<ValueOf<C>> {
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
