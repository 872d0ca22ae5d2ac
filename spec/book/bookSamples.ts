import type { Level } from '../../src/model/orderBook.ts';
import type { BookFrame, BookRule, RawLevel } from '../../src/protocol/bookRule.ts';
import { type NaiveBook, naiveBook, naiveChecksum } from './naiveBook.ts';

/** Kraken's rule. */
export const checksummed: BookRule = {
  snapshot: 'in-band',
  depths: [10, 25, 100, 500, 1000],
  truncates: true,
  checksum: { levels: 10, order: 'asks-then-bids', piece: 'digits', crc: 'unsigned' },
};

/** The same without a checksum. */
export const unchecked: BookRule = { snapshot: 'in-band', depths: [10], truncates: true };

/** `raws('5.0 x 1', '4.9 x 2')`: levels as the wire had them. */
export function raws(...texts: readonly string[]): readonly RawLevel[] {
  return texts.map((text) => {
    const [priceText = '', sizeText = ''] = text.split(' x ');
    return { priceText, sizeText };
  });
}

type Sides = Partial<Record<'bids' | 'asks', readonly string[]>>;

export function snapshot({ bids = [], asks = [] }: Sides, more: Partial<BookFrame> = {}): BookFrame {
  return { kind: 'snapshot', bids: raws(...bids), asks: raws(...asks), ...more };
}

export function delta({ bids = [], asks = [] }: Sides, more: Partial<BookFrame> = {}): BookFrame {
  return { kind: 'delta', bids: raws(...bids), asks: raws(...asks), ...more };
}

/**
 * A frame by its numbers: `3-5` a delta of the changes 3 to 5, `2>5` one that follows on 2 and ends with 5, `2>3-5` both, `=5` a
 * snapshot of change 5. Its best bid is its last change.
 */
export function numbered(text: string): BookFrame {
  const [, previous, first, last = '', only] = /^(?:(?:(\d+)>)?(?:(\d+)-)?(\d+)|=(\d+))$/.exec(text) ?? [];
  const sides = { bids: [`${only ?? last} x 1`] };
  if (only !== undefined) return snapshot(sides, { last: Number(only) });
  return delta(sides, {
    ...(previous === undefined ? {} : { previous: Number(previous) }),
    ...(first === undefined ? {} : { first: Number(first) }),
    last: Number(last),
  });
}

/** The frames, each with the checksum that is right once it is applied. */
export function withChecksums(frames: readonly BookFrame[], depth = 10): readonly BookFrame[] {
  const book: NaiveBook = naiveBook(depth);
  return frames.map((frame) => {
    book.apply(frame);
    return { ...frame, checksum: naiveChecksum(book) };
  });
}

/** Levels without their numbers. */
export function textsOf(levels: readonly RawLevel[] | readonly Level[]): readonly RawLevel[] {
  return levels.map(({ priceText, sizeText }) => ({ priceText, sizeText }));
}
