import type { Level, PlainOrderBook } from '../../model/orderBook.ts';
import type { Desk } from './desk.ts';

/** The shown book as plain data, whole depth, as of the instant `at`. Futures count in base too: a contract is one coin. */
export function plainBook({ market, printing, shown, lastId }: Desk, at: number, depth?: number): PlainOrderBook {
  const levels = (side: 'bid' | 'ask'): readonly Level[] =>
    shown
      .levels(side)
      .slice(0, depth)
      .map(({ ticks, lots }) => {
        const priceText = printing.price(ticks);
        const sizeText = printing.size(lots);
        return { price: Number(priceText), size: Number(sizeText), priceText, sizeText };
      });
  return {
    kind: 'book',
    exchange: 'binance',
    symbol: market.spec.symbol,
    unit: 'base',
    bids: levels('bid'),
    asks: levels('ask'),
    sequence: String(lastId()),
    time: at,
    receivedAt: at,
  };
}
