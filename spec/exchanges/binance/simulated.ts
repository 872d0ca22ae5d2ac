import { type Client, createClient } from '../../../src/client/createClient.ts';
import type { ClientOptions } from '../../../src/client/options.ts';
import { binance } from '../../../src/exchanges/binance/index.ts';
import type { Channel, Subscription } from '../../../src/model/subscription.ts';
import type { ValueOf } from '../../../src/model/values.ts';
import {
  demoAccount,
  simulateVenue,
  type SimulateVenueOptions,
  type Venue,
  virtualTime,
} from '../../../src/simulation/index.ts';
import { follow, type Followed } from '../../helpers/follow.ts';

/** The first instant, milliseconds since the epoch. */
const START = 1_790_000_000_000;

/** A client and its simulated Binance, alone in virtual time. */
export interface SimulatedBinance {
  readonly venue: Venue;
  readonly client: Client;
  /** Lets so many milliseconds pass. */
  advance(ms: number): void;
  /** How much is scheduled. */
  timers(): number;
  /** Subscribes to a feed and writes down what it tells. */
  follow<C extends Channel>(subscription: Subscription<C>): Followed<ValueOf<C>>;
}

/** Puts a client of the demo account before a simulated Binance. */
export function simulatedBinance(
  venueOptions: SimulateVenueOptions = {},
  clientOptions: ClientOptions = {},
): SimulatedBinance {
  const time = virtualTime({ start: START });
  const venue = simulateVenue('binance', { seed: 7, ...venueOptions, scheduler: time });
  const client = createClient(binance, {
    transport: venue.transport,
    http: venue.http,
    scheduler: time,
    clock: time.clock,
    random: () => 0.5,
    credentials: { key: demoAccount.key, secret: demoAccount.secret },
    ...clientOptions,
  });
  return {
    venue,
    client,
    advance: (ms) => time.advanceBy(ms),
    timers: () => time.pending(),
    follow: (subscription) => follow(client, subscription),
  };
}
