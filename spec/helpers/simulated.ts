import type { ClientOptions } from '../../src/client/options.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { SimulateVenueOptions } from '../../src/simulation/index.ts';
import { type Stage, stageOf } from './stageOf.ts';

/** Puts a client before a simulated Kraken, in virtual time that starts at zero. */
export const simulated: (venueOptions?: SimulateVenueOptions, clientOptions?: ClientOptions) => Stage = stageOf(
  'kraken',
  kraken,
);
