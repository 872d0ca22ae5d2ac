import type { BookSide, Level, OrderBook, PlainOrderBook } from '../model/orderBook.ts';
import type { Unit } from '../model/values.ts';
import { powersOfTen } from '../util/powersOfTen.ts';
import { placesOf } from '../util/scaledDecimal.ts';
import { levelOf } from './row.ts';
import { bestRows, type Side } from './side.ts';

/** Whose book it is. */
export interface BookLabel {
  readonly exchange: string;
  readonly symbol: string;
  readonly unit: Unit;
}

/** What a book tells without a look at its levels. */
export interface BookStamp extends BookLabel {
  readonly sequence?: string | undefined;
  readonly checksum?: number | undefined;
  /** The venue's instant. */
  readonly time?: number | undefined;
  readonly receivedAt: number;
}

type Levels = OrderBook['levels'];
type Derived = 'bids' | 'asks' | 'bestBid' | 'bestAsk' | 'mid' | 'spread' | 'toJSON';
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const ALL = Infinity;

/**
 * What a book tells beside its stamp, all of it out of `levels`. It stands on a prototype because accessors of their own
 * would cost each book more than all the rest of it.
 */
const view: { readonly [K in Derived]: OrderBook[K] } & ThisType<OrderBook> = {
  get bids() {
    return this.levels('bid', ALL);
  },
  get asks() {
    return this.levels('ask', ALL);
  },
  get bestBid() {
    return this.levels('bid', 1)[0];
  },
  get bestAsk() {
    return this.levels('ask', 1)[0];
  },
  get mid() {
    return rounded(this, 1, (bid, ask) => (bid + ask) / 2);
  },
  get spread() {
    return rounded(this, 0, (bid, ask) => ask - bid);
  },
  // A getter, so that it may be passed around without its book, as `levels` may.
  get toJSON() {
    return () => plainOf(this);
  },
};
Object.freeze(view);

/**
 * A book as consumers see it: frozen, of the best `depth` levels of two sides. Costs the same whatever the depth, as levels
 * are made when first read, and keeps nothing alive but the rows of these sides.
 */
export function makeBook(stamp: BookStamp, bids: Side, asks: Side, depth: number): OrderBook {
  return viewOf(stamp, (side, n) =>
    bestRows(side === 'bid' ? bids : asks, Math.trunc(Math.min(n, depth))).map(levelOf),
  );
}

/**
 * The book's best `depth` levels a side as a book of its own. Reads from `book` what is asked of it, when it is asked. Keeps
 * checksum, sequence and instants: they are those of the state it was cut from.
 */
export function cutBook(book: OrderBook, depth: number): OrderBook {
  return viewOf(book, (side, n) => book.levels(side, Math.min(n, depth)));
}

function viewOf(stamp: BookStamp, read: Levels): OrderBook {
  const { exchange, symbol, unit, sequence, checksum, time, receivedAt } = stamp;
  const book = Object.create(view) as Writable<OrderBook>;
  book.kind = 'book';
  book.exchange = exchange;
  book.symbol = symbol;
  book.unit = unit;
  if (sequence !== undefined) book.sequence = sequence;
  if (checksum !== undefined) book.checksum = checksum;
  if (time !== undefined) book.time = time;
  book.receivedAt = receivedAt;
  book.levels = keepingWhole(read);
  return Object.freeze(book);
}

/** Reads a whole side once. */
function keepingWhole(read: Levels): Levels {
  let bids: readonly Level[] | undefined;
  let asks: readonly Level[] | undefined;
  return (side: BookSide, n: number) => {
    if (n !== ALL) return Object.freeze(read(side, n));
    if (side === 'bid') return (bids ??= Object.freeze(read(side, n)));
    return (asks ??= Object.freeze(read(side, n)));
  };
}

/** What is computed of the best prices, with as many decimals as their texts have and `more`: float noise lies beyond. */
function rounded(
  { bestBid, bestAsk }: OrderBook,
  more: number,
  compute: (bid: number, ask: number) => number,
): number | undefined {
  if (bestBid === undefined || bestAsk === undefined) return undefined;
  const exact = compute(bestBid.price, bestAsk.price);
  // Division by an exact power rounds as reading the decimal text would.
  const scale = powersOfTen[Math.max(placesOf(bestBid.priceText), placesOf(bestAsk.priceText)) + more];
  if (scale === undefined) return exact;
  const scaled = Math.round(exact * scale);
  return scaled <= Number.MAX_SAFE_INTEGER ? scaled / scale : exact;
}

function plainOf({
  exchange,
  symbol,
  unit,
  bids,
  asks,
  sequence,
  checksum,
  time,
  receivedAt,
}: OrderBook): PlainOrderBook {
  return {
    kind: 'book',
    exchange,
    symbol,
    unit,
    bids,
    asks,
    ...(sequence === undefined ? {} : { sequence }),
    ...(checksum === undefined ? {} : { checksum }),
    ...(time === undefined ? {} : { time }),
    receivedAt,
  };
}
