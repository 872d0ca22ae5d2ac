import type { BookSide } from '../../model/orderBook.ts';
import type { Market } from './market.ts';
import type { BookChange, BookLevel } from './marketBook.ts';

/** A market's book as the venue shows it: as it is, or with a bid above the best ask while it is meant to look crossed. */
export interface ShownBook {
  /** Best first. */
  levels(side: BookSide): readonly BookLevel[];
  /** A change of the market as it looks here. */
  seen(change: BookChange): BookChange;
  /** Puts a bid above the best ask, and tells of it; nothing where there is one already, or no ask. */
  cross(until: number): BookChange | undefined;
  /** Takes it away again once its time has come, or the market comes too near, and tells of it. */
  uncross(at: number): BookChange | undefined;
}

/** How far above the best ask the bid is put, in ticks: more than a market moves meanwhile. */
const FAR = 1_000;

/** The book of a market, shown as it is. */
export function shownBook({ book, spec }: Pick<Market, 'book' | 'spec'>): ShownBook {
  let ghost: { readonly level: BookLevel; readonly until: number } | undefined;
  return {
    levels: (side) => (side === 'bid' && ghost !== undefined ? [ghost.level, ...book.bid] : book[side]),
    seen: (change) => (change.side === 'bid' && ghost !== undefined ? { ...change, index: change.index + 1 } : change),
    cross(until) {
      const best = book.ask[0];
      if (ghost !== undefined || best === undefined) return undefined;
      const level = { ticks: best.ticks + FAR, lots: spec.typicalLots };
      ghost = { level, until };
      return { side: 'bid', kind: 'added', index: 0, level };
    },
    uncross(at) {
      const tooNear = ghost !== undefined && (book.bid[0]?.ticks ?? 0) + FAR / 10 > ghost.level.ticks;
      if (ghost === undefined || (at < ghost.until && !tooNear)) return undefined;
      const { ticks } = ghost.level;
      ghost = undefined;
      return { side: 'bid', kind: 'deleted', index: 0, level: { ticks, lots: 0 } };
    },
  };
}
