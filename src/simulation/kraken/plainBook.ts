import type { Level, PlainOrderBook } from '../../model/orderBook.ts';
import { unitsText } from '../market/unitsText.ts';
import type { Desk } from './desk.ts';
import { checksumOf } from './checksumOf.ts';

/** The shown book as plain data, whole depth, as of the instant `at`. */
export function plainBook(
  { market: { spec }, shown }: Pick<Desk, 'market' | 'shown'>,
  at: number,
  depth?: number,
): PlainOrderBook {
  const levels = (side: 'bid' | 'ask'): readonly Level[] =>
    shown
      .levels(side)
      .slice(0, depth)
      .map(({ ticks, lots }) => {
        const priceText = unitsText(ticks, spec.priceDecimals);
        const sizeText = unitsText(lots, spec.sizeDecimals);
        return { price: Number(priceText), size: Number(sizeText), priceText, sizeText };
      });
  return {
    kind: 'book',
    exchange: 'kraken',
    symbol: spec.symbol,
    unit: 'base',
    bids: levels('bid'),
    asks: levels('ask'),
    checksum: checksumOf(shown),
    time: at,
    receivedAt: at,
  };
}
