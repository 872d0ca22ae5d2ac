import type { Stamp, Unit } from './stamp.ts';

/** One price level. Frozen; shared by every book that holds it. */
export interface Level {
  readonly price: number;
  /** In the book's `unit`. */
  readonly size: number;
  readonly priceText: string;
  readonly sizeText: string;
}

/** Which half of the book. */
export type BookSide = 'bid' | 'ask';

/**
 * A verified view of the book at one instant. It never changes: the next state is the next book. Levels are made when
 * first read, so a book nobody looks into costs next to nothing.
 */
export interface OrderBook extends Stamp {
  readonly kind: 'book';
  readonly unit: Unit;
  /** Best (highest) first. */
  readonly bids: readonly Level[];
  /** Best (lowest) first. */
  readonly asks: readonly Level[];
  readonly bestBid?: Level;
  readonly bestAsk?: Level;
  /** Half-way between the best prices; absent while a side is empty. */
  readonly mid?: number;
  readonly spread?: number;
  /** The venue's sequence of the last change, as text. */
  readonly sequence?: string;
  /** The checksum this very state was verified against. */
  readonly checksum?: number;
  /** The best `n` levels of a side, O(n). */
  levels(side: BookSide, n: number): readonly Level[];
  /** The same as plain data. */
  toJSON(): PlainOrderBook;
}

/** An OrderBook as plain data, fit for JSON. */
export interface PlainOrderBook {
  readonly kind: 'book';
  readonly exchange: string;
  readonly symbol: string;
  readonly unit: Unit;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly sequence?: string;
  readonly checksum?: number;
  readonly time?: number;
  readonly receivedAt: number;
}
