import type { OrderBook, Level } from '../model/orderBook.ts';
export function makeBook(fields: Pick<OrderBook, 'exchange' | 'symbol' | 'unit' | 'bids' | 'asks' | 'receivedAt'> & { checksum?: number }): OrderBook {
  const { bids, asks } = fields;
  return { kind: 'book', ...fields, ...(bids[0] ? { bestBid: bids[0] } : {}), ...(asks[0] ? { bestAsk: asks[0] } : {}), levels: (s: string, n: number): readonly Level[] => (s === 'bid' ? bids : asks).slice(0, n), toJSON: () => ({ kind: 'book', ...fields }) } as OrderBook;
}
export function cutBook(book: OrderBook, depth: number): OrderBook {
  return makeBook({ ...book, bids: book.bids.slice(0, depth), asks: book.asks.slice(0, depth) });
}
