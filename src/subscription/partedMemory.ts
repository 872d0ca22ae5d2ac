import type { AckMessage, RefusalMessage } from '../protocol/incoming.ts';
import { rememberKey } from '../util/rememberKey.ts';
import type { Ask } from './ask.ts';

/** The latest requests to unsubscribe of one connection. */
export interface PartedMemory {
  /** One has left. */
  left(id: string, asks: readonly Ask[]): void;
  /** One was not answered in time. */
  overdue(ask: Ask): void;
  /** A later ask for the same topic was answered. */
  answered(ask: Ask): void;
  /**
   * The items that an answer to one of them ends, however late; nothing where it is to none. Without an id it is taken for one once:
   * the next is the venue's own act.
   */
  take(answer: AckMessage | RefusalMessage): readonly string[] | undefined;
}

/** How many of each kind are remembered. */
const REMEMBERED = 1_000;

/**
 * Remembers requests to unsubscribe by their ids, and those that were not answered by what an answer without id would name; not
 * where all answers bear the id of what they answer (`haveIds`), for there one without is the venue's own act, as it is once a
 * later ask for the topic has been answered.
 */
export function partedMemory(haveIds: boolean): PartedMemory {
  const asked = new Map<string, readonly string[]>();
  const items = new Set<string>();
  return {
    left: (id, asks) => {
      asked.set(
        id,
        asks.map(({ topic }) => topic.item),
      );
      const [oldest] = asked.keys();
      if (asked.size > REMEMBERED && oldest !== undefined) asked.delete(oldest);
    },
    overdue: ({ verb, topic }) => {
      if (verb === 'unsubscribe' && !haveIds) rememberKey(items, topic.item, REMEMBERED);
    },
    answered: ({ topic }) => void items.delete(topic.item),
    take: ({ id, verb, item }) => {
      if (verb === 'subscribe') return undefined;
      const named = item === undefined ? undefined : [item];
      if (id === undefined) return item !== undefined && items.delete(item) ? named : undefined;
      const ended = asked.has(id) ? (named ?? asked.get(id)) : undefined;
      for (const one of ended ?? []) items.delete(one);
      return ended;
    },
  };
}
