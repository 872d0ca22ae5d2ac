import type { StaleEvent } from '../../src/model/feedEvent.ts';

/** What `stale` is told in place of two in a row: the newer, since the older, with all that both count as dropped. */
export function supersede(older: StaleEvent | undefined, newer: StaleEvent): StaleEvent {
  if (older === undefined) return newer;
  const dropped = (older.dropped ?? 0) + (newer.dropped ?? 0);
  return { ...newer, since: Math.min(older.since, newer.since), ...(dropped > 0 ? { dropped } : {}) };
}
