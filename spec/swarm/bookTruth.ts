import type { OrderBook } from '../../src/model/orderBook.ts';
import type { Venue } from '../../src/simulation/index.ts';
import type { TruthOf } from './feedRule.ts';

/** How many levels a side enter the comparison with the venue's book: those that its checksum speaks of. */
const VOUCHED = 10;

/** Knows whether a book is the venue's of this moment: where both have one checksum. */
export function bookTruth(venue: Venue): TruthOf {
  const textOf = ({ bids, asks }: Pick<OrderBook, 'bids' | 'asks'>): string =>
    JSON.stringify(
      [bids, asks].map((side) => side.slice(0, VOUCHED).map(({ priceText, sizeText }) => [priceText, sizeText])),
    );
  return (book) => {
    if (book.checksum === undefined) return undefined;
    const truth = venue.book(book.symbol, VOUCHED);
    return truth.checksum === book.checksum ? { theirs: textOf(truth), ours: () => textOf(book) } : undefined;
  };
}
