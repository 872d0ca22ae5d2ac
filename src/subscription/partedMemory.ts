import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import { rememberKey } from '../util/rememberKey.ts';
import type { Ask } from './ask.ts';

/** The latest requests to unsubscribe of one connection. */
export interface PartedMemory {
  /** One has left. */
  left(id: string): void;
  /** One was not answered in time. */
  overdue(ask: Ask): void;
  /** A later ask for the same topic was answered. */
  answered(ask: Ask): void;
  /** Whether an answer is to one of them, however late. */
  holds(answer: AckMessage | RefusalMessage): boolean;
}

/** How many of each kind are remembered. */
const REMEMBERED = 1_000;

/**
 * Remembers requests to unsubscribe by their ids, and those that were not answered by what an answer without id would name; not
 * where all answers bear the id of what they answer (`haveIds`), for there one without is the venue's own act, as it is once a
 * later ask for the topic has been answered.
 */
export function partedMemory(haveIds: boolean): PartedMemory {
  const ids = new Set<string>();
  const items = new Set<string>();
  return {
    left: (id) => {
      rememberKey(ids, id, REMEMBERED);
    },
    overdue: ({ verb, topic }) => {
      if (verb === 'unsubscribe' && !haveIds) rememberKey(items, topic.item, REMEMBERED);
    },
    answered: ({ topic }) => void items.delete(topic.item),
    // Of an item once, by whichever name: the next is the venue's own act.
    holds: ({ id, item }) => {
      const isKnown = item !== undefined && items.delete(item);
      return id === undefined ? isKnown : ids.has(id);
    },
  };
}
