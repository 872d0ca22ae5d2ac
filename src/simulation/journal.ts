import type { JournalEntry } from './venue.ts';

const KEPT = 100_000;

/** A journal that never holds more than twice what it promises. */
export function journal(): {
  readonly entries: readonly JournalEntry[];
  readonly write: (entry: JournalEntry) => void;
} {
  const entries: JournalEntry[] = [];
  return {
    entries,
    write(entry) {
      entries.push(entry);
      if (entries.length > 2 * KEPT) entries.splice(0, KEPT);
    },
  };
}
