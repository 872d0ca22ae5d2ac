import type { BookSide } from '../../model/orderBook.ts';
import type { BookChange, BookLevel } from '../market/marketBook.ts';

/** The changes of a while, as one event. */
export interface DepthEvent {
  /** The number of its first change, and of its last. */
  readonly first: number;
  readonly last: number;
  /** The last number of the event before. */
  readonly previous: number;
  /** The last word on each price, by price from low to high; 0 lots where it is gone. */
  readonly bid: readonly BookLevel[];
  readonly ask: readonly BookLevel[];
}

/** Gathers changes until they are due. */
export interface DepthTape {
  readonly every: number;
  readonly see: (id: number, change: BookChange) => void;
  /** Whether there is something that is due now. What is due has to be cut. */
  readonly isDue: (at: number) => boolean;
  /** What has gathered, and begins anew. */
  readonly cut: (at: number) => DepthEvent;
}

/**
 * A tape that begins after the change `last`. One that is due each 100 ms or faster is cut with each step of the market: those
 * lie about as far apart.
 */
export function depthTape(every: number, last: number): DepthTape {
  const changed: Readonly<Record<BookSide, Map<number, BookLevel>>> = { bid: new Map(), ask: new Map() };
  let first: number | undefined;
  let latest = last;
  let previous = last;
  let cutAt = Number.NEGATIVE_INFINITY;
  const levelsOf = (side: BookSide): readonly BookLevel[] => {
    const levels = [...changed[side].values()].sort((a, b) => a.ticks - b.ticks);
    changed[side].clear();
    return levels;
  };
  return {
    every,
    see(id, { side, level }) {
      first ??= id;
      latest = id;
      changed[side].set(level.ticks, level);
    },
    isDue: (at) => first !== undefined && (every <= 100 || at - cutAt >= every),
    cut(at) {
      const event: DepthEvent = {
        first: first ?? latest,
        last: latest,
        previous,
        bid: levelsOf('bid'),
        ask: levelsOf('ask'),
      };
      first = undefined;
      previous = latest;
      cutAt = at;
      return event;
    },
  };
}
