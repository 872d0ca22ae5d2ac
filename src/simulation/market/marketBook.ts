import type { BookSide } from '../../model/orderBook.ts';

/** One price level in ticks and lots. Never changes: a new size is a new level. */
export interface BookLevel {
  readonly ticks: number;
  readonly lots: number;
}

/** One change of a book, told once it has happened. */
export interface BookChange {
  readonly side: BookSide;
  readonly kind: 'added' | 'changed' | 'deleted';
  /** Where the level stands, or stood; 0 is the best. */
  readonly index: number;
  /** With `lots` 0 when deleted. */
  readonly level: BookLevel;
}

/** Both sides of a market, whole depth, best first. */
export interface MarketBook {
  readonly bid: readonly BookLevel[];
  readonly ask: readonly BookLevel[];
  /** The size at a price, 0 where there is none. */
  sizeAt(side: BookSide, ticks: number): number;
  /** Sets the size at a price; 0 deletes. Nothing where that changes nothing. */
  set(side: BookSide, ticks: number, lots: number): BookChange | undefined;
}

/** A book that begins as another is, or empty. */
export function marketBook(from: Pick<MarketBook, 'bid' | 'ask'> = { bid: [], ask: [] }): MarketBook {
  const sides: Readonly<Record<BookSide, BookLevel[]>> = { bid: [...from.bid], ask: [...from.ask] };
  return {
    ...sides,
    sizeAt(side, ticks) {
      const level = sides[side][placeOf(sides[side], side, ticks)];
      return level?.ticks === ticks ? level.lots : 0;
    },
    set(side, ticks, lots) {
      const levels = sides[side];
      const index = placeOf(levels, side, ticks);
      const level: BookLevel = { ticks, lots };
      const old = levels[index];
      if (old?.ticks !== ticks) {
        if (lots === 0) return undefined;
        levels.splice(index, 0, level);
        return { side, kind: 'added', index, level };
      }
      if (lots === 0) {
        levels.splice(index, 1);
        return { side, kind: 'deleted', index, level };
      }
      if (old.lots === lots) return undefined;
      levels[index] = level;
      return { side, kind: 'changed', index, level };
    },
  };
}

/** The place of the first level that is not better than `ticks`. */
function placeOf(levels: readonly BookLevel[], side: BookSide, ticks: number): number {
  const sign = side === 'bid' ? -1 : 1;
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (((levels[middle] as BookLevel).ticks - ticks) * sign < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
