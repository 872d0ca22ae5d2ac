import type { OkxHeard, OkxLevel } from './okxRig.ts';

/** A book as plain as can be, made from frames: rows of text, best first. */
export interface NaiveOkxBook {
  readonly bids: readonly OkxLevel[];
  readonly asks: readonly OkxLevel[];
  readonly seqId: number;
}

/** Replays frames of changes; throws where the chain of numbers breaks or a snapshot is missing. */
export function replayed(frames: readonly OkxHeard[]): readonly NaiveOkxBook[] {
  let book: NaiveOkxBook | undefined;
  return frames.map(({ message }) => {
    const [row] = message.data ?? [];
    if (row === undefined) throw new Error('a frame without data');
    const { asks, bids, seqId, prevSeqId } = row;
    if (message.action === 'snapshot') book = { bids: [], asks: [], seqId: -1 };
    if (book === undefined) throw new Error('an update before any snapshot');
    if (prevSeqId !== book.seqId) throw new Error(`${prevSeqId} after ${book.seqId}`);
    book = { bids: applied(book.bids, bids, -1), asks: applied(book.asks, asks, 1), seqId };
    return book;
  });
}

function applied(rows: readonly OkxLevel[], changes: readonly OkxLevel[], sign: 1 | -1): readonly OkxLevel[] {
  const byPrice = new Map(rows.map((row) => [row[0], row]));
  for (const row of changes) {
    if (row[1] === '0') byPrice.delete(row[0]);
    else byPrice.set(row[0], row);
  }
  return [...byPrice.values()].sort(([a], [b]) => (Number(a) - Number(b)) * sign);
}
