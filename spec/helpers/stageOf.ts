import { VirtualAction, VirtualTimeScheduler } from 'rxjs';
import { type Client, createClient } from '../../src/client/createClient.ts';
import type { ClientOptions } from '../../src/client/options.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';
import type { Channel, Subscription } from '../../src/model/subscription.ts';
import type { ValueOf } from '../../src/model/values.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import {
  type SimulatedVenueName,
  simulateVenue,
  type SimulateVenueOptions,
  type Venue,
} from '../../src/simulation/index.ts';
import { follow, type Followed } from './follow.ts';

/** A client and its simulated venue, alone in virtual time. */
export interface Stage {
  readonly venue: Venue;
  readonly client: Client;
  readonly reports: ReportEvent[];
  /** Lets so many milliseconds pass. */
  advance(ms: number): void;
  /** Actions still due: timers nobody has cancelled. */
  timers(): number;
  /** Subscribes to a feed and writes down what it tells. */
  follow<C extends Channel>(subscription: Subscription<C>): Followed<ValueOf<C>>;
}

/** Puts clients of an exchange before its simulation, each in virtual time of its own that starts at zero. */
export function stageOf(
  name: SimulatedVenueName,
  exchange: Exchange,
): (venueOptions?: SimulateVenueOptions, clientOptions?: ClientOptions) => Stage {
  return (venueOptions = {}, clientOptions = {}) => {
    const scheduler = new VirtualTimeScheduler(VirtualAction, 0);
    const venue = simulateVenue(name, { seed: 7, ...venueOptions, scheduler });
    const reports: ReportEvent[] = [];
    const client = createClient(exchange, {
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
      advance: (ms) => {
        scheduler.maxFrames = scheduler.frame + ms;
        scheduler.flush();
        scheduler.frame = scheduler.maxFrames;
      },
      timers: () => scheduler.actions.filter(({ closed }) => !closed).length,
      follow: (subscription) => follow(client, subscription),
    };
  };
}
