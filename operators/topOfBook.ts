import { distinctUntilChanged, map, type OperatorFunction } from 'rxjs';
import type { Level, OrderBook } from '../src/model/orderBook.ts';

/** The best level of each side; absent while that side is empty. */
export interface TopOfBook {
  readonly bid?: Level;
  readonly ask?: Level;
}

/**
 * Reduces books to their best levels, told when one of them changes.
 *
 * Subscribing subscribes to the source. The first book is told in any case, a later one only if the price or the size at the
 * top of a side differs from what was told last; texts are compared, so `1.0` and `1.00` differ. A side that empties is a change:
 * its level is then absent. Completes and errors with the source, and leaves it on unsubscription. Costs O(1) a book.
 *
 * @example
 * ```ts
 * import { topOfBook } from 'coldwire/operators';
 * import { from } from 'rxjs';
 *
 * const level = (price: number, size: number) => ({ price, size, priceText: `${price}`, sizeText: `${size}` });
 * from([
 *   { bestBid: level(99, 1), bestAsk: level(101, 2) },
 *   { bestBid: level(99, 1), bestAsk: level(101, 2) },
 *   { bestBid: level(99, 1), bestAsk: level(100, 5) },
 * ])
 *   .pipe(topOfBook())
 *   .subscribe(({ bid, ask }) => console.log(bid?.price, ask?.price));
 * // 99 101
 * // 99 100
 * ```
 */
export function topOfBook(): OperatorFunction<Pick<OrderBook, 'bestBid' | 'bestAsk'>, TopOfBook> {
  return (books$) =>
    books$.pipe(
      map(({ bestBid, bestAsk }) => ({
        ...(bestBid === undefined ? {} : { bid: bestBid }),
        ...(bestAsk === undefined ? {} : { ask: bestAsk }),
      })),
      distinctUntilChanged((a: TopOfBook, b: TopOfBook) => isSameLevel(a.bid, b.bid) && isSameLevel(a.ask, b.ask)),
    );
}

function isSameLevel(a: Level | undefined, b: Level | undefined): boolean {
  return a === b || (a?.priceText === b?.priceText && a?.sizeText === b?.sizeText);
}
