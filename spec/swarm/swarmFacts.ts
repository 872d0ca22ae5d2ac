import { machineFaults } from './machineFault.ts';
import type { PlannedKind } from './plannedFaults.ts';
import { type SocketState, socketStates } from './socketStates.ts';
import { subjects } from './subjects.ts';

/** The dialects that are played. */
export const names: readonly string[] = Object.keys(subjects);

/** What can go wrong with a dialect. */
export function faultsOf(name: string): readonly PlannedKind[] {
  const { faults = [], account } = subjects[name] ?? {};
  return [...new Set([...faults, ...(account?.faults ?? []), ...machineFaults])];
}

/** The states a socket of a dialect can be in when a fault comes: where nothing is said before subscriptions, nobody logs in. */
export function statesOf(name: string): readonly SocketState[] {
  const dialects = Object.values(subjects[name]?.exchange.dialects ?? {});
  const isGated = dialects.some(({ gate }) => gate !== undefined);
  return socketStates.filter((state) => state !== 'authenticating' || isGated);
}
