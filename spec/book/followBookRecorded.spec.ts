import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { from } from 'rxjs';
import { type BookOutput, followBook } from '../../src/book/followBook.ts';
import { checksummed, textsOf } from './bookSamples.ts';
import { krakenFrames } from './krakenFrames.ts';
import { naiveBook } from './naiveBook.ts';

const FRAMES = '../shared/frames/kraken';
// The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FRAMES);
const recorded = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FRAMES})`;

describe('followBook on what Kraken sent', () => {
  recorded.each([
    { file: 'v2-btcusd-d25-20260802.jsonl.gz', depth: 25, books: 2052, snapshots: 1 },
    { file: 'v2-ethusd-d25-20260802.jsonl.gz', depth: 25, books: 1129, snapshots: 1 },
    { file: 'v2-btcusd-d10-resub-20260801.jsonl.gz', depth: 10, books: 301, snapshots: 5 },
  ])(
    `verifies all $books checksums of $file and holds the same levels${notice}`,
    ({ file, depth, books, snapshots }) => {
      const frames = krakenFrames(`${FRAMES}/${file}`);
      expect(frames.filter(({ kind }) => kind === 'snapshot').length).toBe(snapshots);
      const told: BookOutput[] = [];
      from(frames.map((frame, receivedAt) => ({ frame, receivedAt })))
        .pipe(followBook({ rule: checksummed, depth, exchange: 'kraken', symbol: 'X', unit: 'base' }))
        .subscribe((news) => told.push(news));
      const naive = naiveBook(depth);
      const expected = frames.map((frame) => {
        naive.apply(frame);
        return { checksum: frame.checksum, bids: naive.bids(), asks: naive.asks() };
      });
      const [live, ...data] = told;
      expect(live).toEqual({ kind: 'live' });
      // Read once all frames have been applied, so that a book that changed later would show.
      const held = data.map((news) => {
        if (news.kind !== 'data') return news.kind;
        const { checksum, bids, asks } = news.value;
        return { checksum, bids: textsOf(bids), asks: textsOf(asks) };
      });
      expect(held.length).toBe(books);
      expect(held.map((book) => JSON.stringify(book))).toEqual(expected.map((book) => JSON.stringify(book)));
    },
  );

  recorded(`needs the cut to the subscribed depth${notice}`, () => {
    const errors: unknown[] = [];
    const rule = { ...checksummed, truncates: false };
    from(krakenFrames(`${FRAMES}/v2-btcusd-d25-20260802.jsonl.gz`).map((frame) => ({ frame, receivedAt: 0 })))
      .pipe(followBook({ rule, depth: 25, exchange: 'kraken', symbol: 'X', unit: 'base' }))
      .subscribe({ error: ({ kind }: { readonly kind: string }) => errors.push(kind) });
    expect(errors).toEqual(['checksum-mismatch']);
  });
});
