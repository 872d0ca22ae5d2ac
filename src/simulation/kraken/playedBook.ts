import type { Level } from '../../model/orderBook.ts';

/** The state of a book that is played from recorded frames. */
export interface PlayedBook {
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  readonly checksum?: number;
}

/** The state after one more frame, kept to so many levels a side. The texts of numbers are the frame's own. */
export function playedBook(before: PlayedBook, frame: string, depth: number): PlayedBook {
  const isWhole = frame.includes('"type":"snapshot"');
  const side = (name: 'bids' | 'asks', sign: 1 | -1): readonly Level[] =>
    changed(isWhole ? [] : before[name], levelsOf(frame, name), sign).slice(0, depth);
  const checksum = /"checksum":(\d+)/.exec(frame)?.[1];
  return {
    bids: side('bids', -1),
    asks: side('asks', 1),
    ...(checksum === undefined ? {} : { checksum: Number(checksum) }),
  };
}

/** Kraken prints `{"price":63004.9,"qty":0.01876947}`, always in this order and without spaces (recordings of August 2026). */
function levelsOf(frame: string, side: 'bids' | 'asks'): readonly Level[] {
  const from = frame.indexOf(`"${side}":[`);
  const list = from < 0 ? '' : frame.slice(from, frame.indexOf(']', from));
  return [...list.matchAll(/"price":([\d.]+),"qty":([\d.]+)/g)].map(([, priceText = '', sizeText = '']) => ({
    price: Number(priceText),
    size: Number(sizeText),
    priceText,
    sizeText,
  }));
}

function changed(levels: readonly Level[], changes: readonly Level[], sign: 1 | -1): readonly Level[] {
  const byPrice = new Map(levels.map((level) => [level.price, level]));
  for (const level of changes) {
    if (level.size === 0) byPrice.delete(level.price);
    else byPrice.set(level.price, level);
  }
  return [...byPrice.values()].sort((a, b) => (a.price - b.price) * sign);
}
