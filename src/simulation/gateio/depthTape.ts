import type { BookSide } from '../../model/orderBook.ts';
import type { BookLevel } from '../market/marketBook.ts';
import type { ShownBook } from '../market/shownBook.ts';

/** Both sides of a book, best first. */
export type Sides = Readonly<Record<BookSide, readonly BookLevel[]>>;

/** What changed in a book since it was told last. */
export interface DepthNews extends Sides {
  /** The number of its first change, the one after the last that was told. */
  readonly first: number;
  readonly last: number;
}

/** The best levels of a book, as those know them who have heard everything so far. */
export interface DepthTape {
  readonly state: () => Sides & { readonly last: number };
  /** What is to be told now that the latest change has the number `id`; nothing where these levels are as they were. */
  readonly advance: (id: number) => DepthNews | undefined;
}

/** A tape of the best `depth` levels that begins with the book as it stands. */
export function depthTape(depth: number, shown: Pick<ShownBook, 'levels'>, id: number): DepthTape {
  const best = (): Sides => ({ bid: shown.levels('bid').slice(0, depth), ask: shown.levels('ask').slice(0, depth) });
  let levels = best();
  let last = id;
  return {
    state: () => ({ ...levels, last }),
    advance(next) {
      const after = best();
      const [bid, ask] = [changes(levels.bid, after.bid, -1, depth), changes(levels.ask, after.ask, 1, depth)];
      levels = after;
      if (bid.length + ask.length === 0) return undefined;
      const news = { bid, ask, first: last + 1, last: next };
      last = next;
      return news;
    },
  };
}

/**
 * Each price that is new, other or gone, best first, what is gone with no lots. What better prices push out of a full window is not
 * told as gone: levels beyond the depth are not maintained, and come anew when they are within it again.
 */
function changes(
  before: readonly BookLevel[],
  after: readonly BookLevel[],
  sign: 1 | -1,
  depth: number,
): readonly BookLevel[] {
  const old = new Map(before.map(({ ticks, lots }) => [ticks, lots]));
  const told = after.filter(({ ticks, lots }) => old.get(ticks) !== lots);
  const now = new Set(after.map(({ ticks }) => ticks));
  const worst = after[depth - 1]?.ticks;
  const gone = before
    .filter(({ ticks }) => !now.has(ticks) && (worst === undefined || (ticks - worst) * sign < 0))
    .map(({ ticks }) => ({ ticks, lots: 0 }));
  return [...told, ...gone].sort((a, b) => (a.ticks - b.ticks) * sign);
}
