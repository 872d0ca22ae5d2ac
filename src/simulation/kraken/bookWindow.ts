import type { BookSide } from '../../model/orderBook.ts';
import type { BookChange, BookLevel } from '../market/marketBook.ts';
import type { ShownBook } from '../market/shownBook.ts';

/** The changes of one step, as somebody sees them who sees only the best `depth` levels. */
export interface BookWindow {
  readonly depth: number;
  /** A change that has just happened. */
  see(change: BookChange): void;
  /** In order, a side; the same price may come twice. */
  readonly levels: Readonly<Record<BookSide, readonly BookLevel[]>>;
}

/**
 * A window on the best `depth` levels. A level that a better one pushes out leaves without a word; when a level inside goes, the
 * one that moves up into the window is told of.
 */
export function bookWindow(depth: number, shown: Pick<ShownBook, 'levels'>): BookWindow {
  const levels: Readonly<Record<BookSide, BookLevel[]>> = { bid: [], ask: [] };
  return {
    depth,
    levels,
    see({ side, kind, index, level }) {
      if (index >= depth) return;
      levels[side].push(level);
      const entering = kind === 'deleted' ? shown.levels(side)[depth - 1] : undefined;
      if (entering !== undefined) levels[side].push(entering);
    },
  };
}
