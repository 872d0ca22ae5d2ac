import { map, type OperatorFunction } from 'rxjs';
import type { BookSide, OrderBook } from '../src/model/orderBook.ts';

/** The options of {@link depthWithin}. */
export interface DepthWithinConfig {
  /** How far from the mid price a level may lie, in basis points of it (1 is 0.01 %); the bound itself is within. */
  readonly basisPoints: number;
}

/** What lies near the mid price of a book. Sizes are in the book's unit. */
export interface DepthWithin {
  readonly bidSize: number;
  readonly askSize: number;
  /** What the bids are worth: the sum of price x size. */
  readonly bidValue: number;
  readonly askValue: number;
  /** Whether the book reached past the bound on both sides; if not, there may be more than it shows. */
  readonly complete: boolean;
}

/** How many levels are asked for first; twice as many each time they all lie within. */
const FIRST_LOOK = 16;

/**
 * Makes of each book the size that lies within so many basis points of its mid price.
 *
 * `undefined` while a side is empty, for there is no mid then. One value a book, at a cost of O(levels within); completes and
 * errors with the source, and leaves it on unsubscription.
 *
 * @example
 * ```ts
 * import { depthWithin } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * const level = (price: number, size: number) => ({ price, size, priceText: `${price}`, sizeText: `${size}` });
 * const sides = { bid: [level(9_999, 2), level(9_990, 5)], ask: [level(10_001, 1), level(10_010, 4), level(10_020, 9)] };
 * of({ mid: 10_000, levels: (side: 'bid' | 'ask', n: number) => sides[side].slice(0, n) })
 *   .pipe(depthWithin({ basisPoints: 10 }))
 *   .subscribe((depth) => console.log(depth?.bidSize, depth?.askSize, depth?.complete));
 * // 7 5 false
 * ```
 */
export function depthWithin({
  basisPoints,
}: DepthWithinConfig): OperatorFunction<Pick<OrderBook, 'levels' | 'mid'>, DepthWithin | undefined> {
  return map((book) => {
    const { mid } = book;
    if (mid === undefined) return undefined;
    // The last digits of a difference are rounded, which must not put the bound itself outside.
    const reach = Math.abs(mid) * (basisPoints / 10_000 + 4 * Number.EPSILON);
    const bids = sumWithin(book, 'bid', mid, reach);
    const asks = sumWithin(book, 'ask', mid, reach);
    return {
      bidSize: bids.size,
      askSize: asks.size,
      bidValue: bids.value,
      askValue: asks.value,
      complete: bids.complete && asks.complete,
    };
  });
}

function sumWithin(book: Pick<OrderBook, 'levels'>, side: BookSide, mid: number, reach: number) {
  let size = 0;
  let value = 0;
  let looked = 0;
  for (let most = FIRST_LOOK; ; most *= 2) {
    const levels = book.levels(side, most);
    for (const level of levels.slice(looked)) {
      if (Math.abs(level.price - mid) > reach) return { size, value, complete: true };
      size += level.size;
      value += level.price * level.size;
    }
    if (levels.length < most) return { size, value, complete: false };
    looked = levels.length;
  }
}
