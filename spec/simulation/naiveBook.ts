import { crc32 } from 'node:zlib';
import type { PlainOrderBook } from '../../src/model/orderBook.ts';

type Row = readonly [price: string, size: string];

/** A book as plain as can be: sorted rows of text, made from frames by their letters alone. */
export interface NaiveBook {
  readonly bids: readonly Row[];
  readonly asks: readonly Row[];
  /** Whether the frame's checksum is that of the book after it. */
  readonly isTrue: boolean;
}

const rowsOf = (text: string, side: 'bids' | 'asks'): readonly Row[] =>
  [...(text.split(`"${side}":[`)[1]?.split(']')[0] ?? '').matchAll(/"price":([\d.]+),"qty":([\d.]+)/g)].map(
    ([, price = '', size = '']) => [price, size],
  );

const applied = (rows: readonly Row[], changes: readonly Row[], sign: 1 | -1, depth: number): readonly Row[] => {
  let result = [...rows];
  for (const [price, size] of changes) {
    result = result.filter(([other]) => Number(other) !== Number(price));
    if (Number(size) > 0) result.push([price, size]);
    result.sort(([a], [b]) => (Number(a) - Number(b)) * sign);
  }
  return result.slice(0, depth);
};

const digits = (rows: readonly Row[]): string =>
  rows
    .slice(0, 10)
    .flatMap((row) => row.map((text) => text.replace('.', '').replace(/^0+/, '')))
    .join('');

/** The book after one more frame. */
export function naiveBook(before: NaiveBook | undefined, text: string, depth: number): NaiveBook {
  const whole = text.includes('"type":"snapshot"');
  const asks = applied(whole ? [] : (before?.asks ?? []), rowsOf(text, 'asks'), 1, depth);
  const bids = applied(whole ? [] : (before?.bids ?? []), rowsOf(text, 'bids'), -1, depth);
  const said = Number(/"checksum":(\d+)/.exec(text)?.[1]);
  return { bids, asks, isTrue: said === crc32(digits(asks) + digits(bids)) };
}

/** Frames that told of one level alone, and of one that a reader of this depth never sees. */
export function beyondDepth(frames: readonly { readonly text: string }[], depth: number): readonly string[] {
  let before: NaiveBook | undefined;
  return frames.flatMap(({ text }) => {
    const after = naiveBook(before, text, depth);
    const isSeen = (side: 'bids' | 'asks', [price]: Row): boolean =>
      [...(before?.[side] ?? []), ...after[side]].some(([other]) => other === price);
    const told = (['bids', 'asks'] as const).flatMap((side) => rowsOf(text, side).map((row) => isSeen(side, row)));
    before = after;
    return told.length === 1 && told[0] === false ? [text] : [];
  });
}

/** The best `depth` rows of the truth, in the same form. */
export function rowsOfTruth({ bids, asks }: PlainOrderBook, depth: number): Pick<NaiveBook, 'bids' | 'asks'> {
  const rows = (levels: PlainOrderBook['bids']): readonly Row[] =>
    levels.slice(0, depth).map(({ priceText, sizeText }) => [priceText, sizeText]);
  return { bids: rows(bids), asks: rows(asks) };
}
