import { type SimulatedVenueName, simulatedVenueNames } from '../simulation/index.ts';
import { UsageError } from './usageError.ts';

/** The simulated venue of this name. Throws a usage error where there is none. */
export function simulatedVenueOf(name: string): SimulatedVenueName {
  const found = simulatedVenueNames.find((known) => known === name);
  if (found === undefined) throw new UsageError(`unknown exchange '${name}'`);
  return found;
}
