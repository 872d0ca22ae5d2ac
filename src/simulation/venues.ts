import type { VenueDefinition } from './venueSide.ts';
import * as table from './venueTable.ts';

/**
 * The names of the venues that can be simulated.
 *
 * @useDeclaredType
 */
export type SimulatedVenueName = keyof typeof table;

/** The venues there are, by name. */
export const venues: Readonly<Record<SimulatedVenueName, VenueDefinition>> = { ...table };

/** All of their names. */
export const simulatedVenueNames: readonly SimulatedVenueName[] = Object.keys(venues) as readonly SimulatedVenueName[];
