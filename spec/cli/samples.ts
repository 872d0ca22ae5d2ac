import type { Level, OrderBook } from '../../src/model/orderBook.ts';
import type { Trade } from '../../src/model/values.ts';

/** Levels from `price x size` texts, best first. */
export function levels(...texts: readonly string[]): readonly Level[] {
  return texts.map((text) => {
    const [priceText = '', sizeText = ''] = text.split(' x ');
    return { price: Number(priceText), size: Number(sizeText), priceText, sizeText };
  });
}

/** A book with these levels. */
export function bookOf(bids: readonly Level[], asks: readonly Level[], extra: Partial<OrderBook> = {}): OrderBook {
  const [bestBid] = bids;
  const [bestAsk] = asks;
  return {
    kind: 'book',
    exchange: 'kraken',
    symbol: 'BTC/USD',
    unit: 'base',
    bids,
    asks,
    ...(bestBid === undefined ? {} : { bestBid }),
    ...(bestAsk === undefined ? {} : { bestAsk }),
    receivedAt: 1_000,
    levels: (side, n) => (side === 'bid' ? bids : asks).slice(0, n),
    toJSON: () => {
      throw new Error('the whole book is never needed');
    },
    ...extra,
  };
}

/** A trade at 14:03:05 local time. */
export function tradeOf(extra: Partial<Trade> = {}): Trade {
  return {
    kind: 'trade',
    exchange: 'kraken',
    symbol: 'BTC/USD',
    id: '1',
    side: 'buy',
    price: 63388.8,
    size: 0.01,
    priceText: '63388.8',
    sizeText: '0.01000000',
    unit: 'base',
    time: new Date(2026, 7, 2, 14, 3, 5).getTime(),
    receivedAt: 1_000,
    ...extra,
  };
}
