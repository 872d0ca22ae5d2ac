import type { BookSide } from '../../model/orderBook.ts';
import type { BookLevel } from '../market/marketBook.ts';
import type { ShownBook } from '../market/shownBook.ts';
import { changesBetween } from './changesBetween.ts';

type Sides = Readonly<Record<BookSide, readonly BookLevel[]>>;

/** A state of a book, or what changed to make it so. */
export interface BookNews extends Sides {
  readonly prevSeqId: number;
  readonly seqId: number;
}

/** The best levels of a book, as those know them who have heard everything so far. */
export interface BookTape {
  /** The state told last; as a snapshot it follows nothing (`prevSeqId` -1). */
  readonly state: () => BookNews;
  /** When something was told last. */
  readonly toldAt: () => number;
  /** What is to be told now, under the number `seqId`; nothing where these levels did not change. */
  readonly advance: (seqId: number, at: number) => BookNews | undefined;
}

/** A tape of the best `depth` levels that begins with the book as it stands. */
export function bookTape(depth: number, shown: Pick<ShownBook, 'levels'>, seqId: number, at: number): BookTape {
  const best = (): Sides => ({ bid: shown.levels('bid').slice(0, depth), ask: shown.levels('ask').slice(0, depth) });
  let levels = best();
  let [last, toldAt] = [seqId, at];
  return {
    state: () => ({ ...levels, prevSeqId: -1, seqId: last }),
    toldAt: () => toldAt,
    advance(next, now) {
      const after = best();
      const bid = changesBetween(levels.bid, after.bid, 'bid');
      const ask = changesBetween(levels.ask, after.ask, 'ask');
      if (bid.length + ask.length === 0) return undefined;
      const news = { bid, ask, prevSeqId: last, seqId: next };
      [levels, last, toldAt] = [after, next, now];
      return news;
    },
  };
}
