import type { Level, PlainOrderBook } from '../../model/orderBook.ts';
import type { BookLevel } from '../market/marketBook.ts';
import type { Desk } from './desk.ts';

/** Levels a side, at most, in any channel and any answer. */
export const deepest = 400;

/** The book as plain data, as deep as the venue shows it, as of the instant `at`. */
export function plainBook(
  { listing, tape }: Pick<Desk, 'listing' | 'tape'>,
  at: number,
  depth?: number,
): PlainOrderBook {
  const { bid, ask, seqId } = tape(deepest, at).state();
  const plain = ({ ticks, lots }: BookLevel): Level => {
    const [priceText, sizeText] = [listing.priceText(ticks), listing.sizeText(lots)];
    return { price: Number(priceText), size: Number(sizeText), priceText, sizeText };
  };
  return {
    kind: 'book',
    exchange: 'okx',
    symbol: listing.market.spec.symbol,
    unit: listing.instType === 'SPOT' ? 'base' : 'contract',
    bids: bid.slice(0, depth).map(plain),
    asks: ask.slice(0, depth).map(plain),
    sequence: String(seqId),
    time: at,
    receivedAt: at,
  };
}
