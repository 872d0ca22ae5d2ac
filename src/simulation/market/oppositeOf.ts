import type { BookSide } from '../../model/orderBook.ts';

/** The other half of a book. */
export function oppositeOf(side: BookSide): BookSide {
  return side === 'bid' ? 'ask' : 'bid';
}
