import type { Level, PlainOrderBook } from '../../model/orderBook.ts';
import type { BookLevel } from '../market/marketBook.ts';
import type { Desk } from './desk.ts';

/** The book as plain data, whole, as of the instant `at`. */
export function plainBook({ listing, shown, lastId }: Desk, at: number, depth?: number): PlainOrderBook {
  const plain = ({ ticks, lots }: BookLevel): Level => {
    const [priceText, sizeText] = [listing.priceText(ticks), listing.sizeText(lots)];
    return { price: Number(priceText), size: Number(sizeText), priceText, sizeText };
  };
  return {
    kind: 'book',
    exchange: 'gateio',
    symbol: listing.market.spec.symbol,
    unit: listing.product === 'spot' ? 'base' : 'contract',
    bids: shown.levels('bid').slice(0, depth).map(plain),
    asks: shown.levels('ask').slice(0, depth).map(plain),
    sequence: String(lastId()),
    time: at,
    receivedAt: at,
  };
}
