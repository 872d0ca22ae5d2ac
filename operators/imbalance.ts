import { map, type OperatorFunction } from 'rxjs';
import type { Level, OrderBook } from '../src/model/orderBook.ts';

/** The options of {@link imbalance}. */
export interface ImbalanceConfig {
  /** How many of the best levels of each side count. Default 1. */
  readonly levels?: number;
}

/**
 * Makes of each book the imbalance of its sides: `(bids - asks) / (bids + asks)`, the sizes of the best levels summed.
 *
 * From -1 (only asks) to 1 (only bids); `undefined` while both sides are empty. One value a book, at a cost of O(levels);
 * completes and errors with the source, and leaves it on unsubscription.
 *
 * @example
 * ```ts
 * import { imbalance } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * const level = (price: number, size: number) => ({ price, size, priceText: `${price}`, sizeText: `${size}` });
 * const sides = { bid: [level(99, 3), level(98, 9)], ask: [level(101, 1)] };
 * of({ levels: (side: 'bid' | 'ask', n: number) => sides[side].slice(0, n) })
 *   .pipe(imbalance())
 *   .subscribe(console.log); // 0.5
 * ```
 */
export function imbalance({
  levels = 1,
}: ImbalanceConfig = {}): OperatorFunction<Pick<OrderBook, 'levels'>, number | undefined> {
  return map((book) => {
    const bids = sizeOf(book.levels('bid', levels));
    const asks = sizeOf(book.levels('ask', levels));
    return bids + asks === 0 ? undefined : (bids - asks) / (bids + asks);
  });
}

function sizeOf(levels: readonly Level[]): number {
  return levels.reduce((sum, { size }) => sum + size, 0);
}
