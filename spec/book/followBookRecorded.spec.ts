import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { from } from 'rxjs';
import { type BookOutput, followBook } from '../../src/book/followBook.ts';
import type { BookFrame, RawLevel } from '../../src/protocol/bookRule.ts';
import { checksummed, textsOf } from './bookSamples.ts';
import { naiveBook } from './naiveBook.ts';

const FRAMES = '../shared/frames/kraken';
// The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FRAMES);
const recorded = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FRAMES})`;

const LEVEL = /\{"price":([\d.]+),"qty":([\d.]+)\}/g;

/** A side of a frame, read by pattern: nothing of the library's own reading. */
function sideOf(raw: string, side: 'bids' | 'asks'): readonly RawLevel[] {
  const [, rows = ''] = new RegExp(`"${side}":\\[(.*?)\\]`).exec(raw) ?? [];
  return [...rows.matchAll(LEVEL)].map(([, priceText = '', sizeText = '']) => ({ priceText, sizeText }));
}

/** The book frames of a session, in order. */
function bookFrames(file: string): readonly BookFrame[] {
  return gunzipSync(readFileSync(`${FRAMES}/${file}`))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly raw?: string }).raw ?? '')
    .filter((raw) => raw.startsWith('{"channel":"book"'))
    .map((raw) => ({
      kind: /"type":"snapshot"/.test(raw) ? 'snapshot' : 'delta',
      bids: sideOf(raw, 'bids'),
      asks: sideOf(raw, 'asks'),
      checksum: Number(/"checksum":(\d+)/.exec(raw)?.[1]),
    }));
}

describe('followBook on what Kraken sent', () => {
  recorded.each([
    { file: 'v2-btcusd-d25-20260802.jsonl.gz', depth: 25, books: 2052, snapshots: 1 },
    { file: 'v2-ethusd-d25-20260802.jsonl.gz', depth: 25, books: 1129, snapshots: 1 },
    { file: 'v2-btcusd-d10-resub-20260801.jsonl.gz', depth: 10, books: 301, snapshots: 5 },
  ])(
    `verifies all $books checksums of $file and holds the same levels${notice}`,
    ({ file, depth, books, snapshots }) => {
      const frames = bookFrames(file);
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
    from(bookFrames('v2-btcusd-d25-20260802.jsonl.gz').map((frame) => ({ frame, receivedAt: 0 })))
      .pipe(followBook({ rule, depth: 25, exchange: 'kraken', symbol: 'X', unit: 'base' }))
      .subscribe({ error: ({ kind }: { readonly kind: string }) => errors.push(kind) });
    expect(errors).toEqual(['checksum-mismatch']);
  });
});
