import { binanceVenue } from './binance/binanceVenue.ts';
import { gateioVenue } from './gateio/gateioVenue.ts';
import { krakenVenue } from './kraken/krakenVenue.ts';
import { okxVenue } from './okx/okxVenue.ts';
import type { VenueDefinition } from './venueSide.ts';

/** The names of the venues that can be simulated. */
export type SimulatedVenueName = 'binance' | 'gateio' | 'kraken' | 'okx';

/** The venues there are. A new one is a folder and a row. */
export const venues: Readonly<Record<SimulatedVenueName, VenueDefinition>> = {
  binance: binanceVenue,
  gateio: gateioVenue,
  kraken: krakenVenue,
  okx: okxVenue,
};

/** All of their names. */
export const simulatedVenueNames: readonly SimulatedVenueName[] = Object.keys(venues) as readonly SimulatedVenueName[];
