import type { FaultKind } from '../../src/simulation/index.ts';
import { subjects } from './subjects.ts';

/** The dialects that are played. */
export const names: readonly string[] = Object.keys(subjects);

/** The states a socket can be in when a fault comes. */
export const states: readonly string[] = ['idle', 'connecting', 'syncing', 'live', 'draining', 'waiting'];

/** What can go wrong with a dialect. */
export function faultsOf(name: string): readonly FaultKind[] {
  return subjects[name]?.faults ?? [];
}
