import type { BookFrame, RawLevel } from '../../src/protocol/bookRule.ts';

/** A book as one would first write it: what the fast one is held to. */
export interface NaiveBook {
  readonly apply: (frame: Pick<BookFrame, 'kind' | 'bids' | 'asks'>) => void;
  /** Best first, as the wire had them. */
  readonly bids: () => readonly RawLevel[];
  readonly asks: () => readonly RawLevel[];
}

/** A price in units of 1e-40, so that it can be compared and looked up whatever its text. */
function scaled(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(40, '0'));
}

export function naiveBook(depth: number): NaiveBook {
  const sides = { bids: new Map<bigint, RawLevel>(), asks: new Map<bigint, RawLevel>() };
  const sorted = (side: 'bids' | 'asks'): readonly (readonly [bigint, RawLevel])[] => {
    const rising = [...sides[side]].sort(([a], [b]) => (a < b ? -1 : 1));
    return side === 'asks' ? rising : rising.reverse();
  };
  const levels = (side: 'bids' | 'asks') => (): readonly RawLevel[] => sorted(side).map(([, level]) => level);
  return {
    apply: (frame) => {
      for (const side of ['bids', 'asks'] as const) {
        if (frame.kind === 'snapshot') sides[side].clear();
        for (const { priceText, sizeText } of frame[side]) {
          if (scaled(sizeText) === 0n) sides[side].delete(scaled(priceText));
          else sides[side].set(scaled(priceText), { priceText, sizeText });
        }
        sides[side] = new Map(sorted(side).slice(0, depth));
      }
    },
    bids: levels('bids'),
    asks: levels('asks'),
  };
}

/** Kraken's checksum straight from its documentation, bit by bit. */
export function naiveChecksum({ bids, asks }: NaiveBook, levels = 10): number {
  const digits = (text: string): string => text.replace('.', '').replace(/^0+/, '');
  const text = [...asks().slice(0, levels), ...bids().slice(0, levels)]
    .map(({ priceText, sizeText }) => digits(priceText) + digits(sizeText))
    .join('');
  let crc = 0xffffffff;
  for (const character of text) {
    crc ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
