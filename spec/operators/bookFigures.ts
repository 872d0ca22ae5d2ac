import type { BookSide, Level, OrderBook } from '../../src/model/orderBook.ts';

/** A level of a price and a size. */
export function level(price: number, size: number): Level {
  return { price, size, priceText: String(price), sizeText: String(size) };
}

/** What the operators look at of a book, from its sides, best first. */
export function bookOf(
  bids: readonly Level[],
  asks: readonly Level[],
): Pick<OrderBook, 'bestBid' | 'bestAsk' | 'mid' | 'levels'> {
  const [bestBid, bestAsk] = [bids[0], asks[0]];
  return {
    ...(bestBid === undefined ? {} : { bestBid }),
    ...(bestAsk === undefined ? {} : { bestAsk }),
    ...(bestBid === undefined || bestAsk === undefined ? {} : { mid: (bestBid.price + bestAsk.price) / 2 }),
    levels: (side: BookSide, n: number): readonly Level[] => (side === 'bid' ? bids : asks).slice(0, n),
  };
}
