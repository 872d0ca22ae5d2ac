import { map, type OperatorFunction } from 'rxjs';
import type { OrderBook } from '../src/model/orderBook.ts';

/**
 * Makes of each book its microprice: the best prices, each weighted by the size on the other side, so that it leans to where
 * the next trade is likely.
 *
 * `(bid x askSize + ask x bidSize) / (bidSize + askSize)`, always from bid to ask. `undefined` while a side is empty, for a price
 * of one side alone would mislead, and where neither has a size. One value a book; completes and errors with the source, and leaves it on unsubscription.
 *
 * @example
 * ```ts
 * import { microprice } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * const level = (price: number, size: number) => ({ price, size, priceText: `${price}`, sizeText: `${size}` });
 * of({ bestBid: level(100, 3), bestAsk: level(104, 1) })
 *   .pipe(microprice())
 *   .subscribe(console.log); // 103
 * ```
 *
 * @see S. Stoikov, "The micro-price: a high-frequency estimator of future prices", Quantitative Finance 18 (2018), whose
 * first approximation, the weighted mid, this is
 */
export function microprice(): OperatorFunction<Pick<OrderBook, 'bestBid' | 'bestAsk'>, number | undefined> {
  return map(({ bestBid, bestAsk }) => {
    if (bestBid === undefined || bestAsk === undefined) return undefined;
    const size = bestBid.size + bestAsk.size;
    if (size === 0) return undefined;
    const price = bestBid.price + ((bestAsk.price - bestBid.price) * bestBid.size) / size;
    // The last digit of a sum is rounded, which must not carry it past the ask.
    return Math.min(price, bestAsk.price);
  });
}
