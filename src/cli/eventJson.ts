import type { FeedEvent } from '../model/feedEvent.ts';
import type { Level, OrderBook } from '../model/orderBook.ts';

/** Levels a side of a printed book, unless asked otherwise. */
export const PRINTED_DEPTH = 25;

/**
 * A feed event as one line of JSON: what it is about (`exchange`, `channel`, `symbol`, ...) beside what it says. A book is cut
 * to its best `depth` levels a side.
 */
export function eventJson(exchange: string, event: FeedEvent<unknown>, depth: number = PRINTED_DEPTH): string {
  const { subscription, kind, ...said } = event;
  const about = { kind, exchange, ...subscription };
  if (event.kind !== 'data') return JSON.stringify({ ...about, ...said });
  const { value } = event;
  return JSON.stringify({ ...about, value: isBook(value) ? bookJson(value, depth) : value });
}

/** Whether a value is an order book. */
export function isBook(value: unknown): value is OrderBook {
  return (value as { readonly kind?: unknown } | null)?.kind === 'book';
}

function bookJson(book: OrderBook, depth: number): object {
  const { kind, exchange, symbol, unit, sequence, checksum, time, receivedAt } = book;
  const bids = book.levels('bid', depth).map(levelJson);
  const asks = book.levels('ask', depth).map(levelJson);
  return { kind, exchange, symbol, unit, bids, asks, sequence, checksum, time, receivedAt };
}

function levelJson({ price, size, priceText, sizeText }: Level): Level {
  return { price, size, priceText, sizeText };
}
