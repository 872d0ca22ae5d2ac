import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { VirtualTimeScheduler } from 'rxjs';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import { replaySession } from '../../src/record/index.ts';
import { textsOf } from '../book/bookSamples.ts';
import { krakenFrames } from '../book/krakenFrames.ts';
import { naiveBook } from '../book/naiveBook.ts';
import { isLife, played, retold, told } from './session.ts';

const FRAMES = '../shared/frames/kraken';
// The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FRAMES);
const recorded = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FRAMES})`;

const linesOf = (name: string): readonly string[] =>
  gunzipSync(readFileSync(`${FRAMES}/${name}.jsonl.gz`))
    .toString()
    .trim()
    .split('\n');
const BTC = 'v2-btcusd-d25-20260802';
const RESUB = 'v2-btcusd-d10-resub-20260801';
const sessions = [
  [BTC, 'BTC/USD', 25, 2052],
  ['v2-ethusd-d25-20260802', 'ETH/USD', 25, 1129],
] as const;

/** Events in words, a row of books as their count. */
function summary(events: readonly FeedEvent<unknown>[]): readonly string[] {
  const words: string[] = [];
  let books = 0;
  for (const event of events) {
    if (event.kind === 'data') books++;
    else {
      if (books > 0) words.push(`${books} books`);
      books = 0;
      words.push(told(event));
    }
  }
  return [...words, `${books} books`];
}
const booksOf = (events: readonly FeedEvent<unknown>[]): readonly OrderBook[] =>
  events.flatMap((event) => (event.kind === 'data' ? [event.value as OrderBook] : []));

describe('the recorded sessions of Kraken', () => {
  recorded.each(sessions)(
    `%s is one live stretch, every book verified${notice}`,
    async (name, symbol, depth, books) => {
      const events = await played(linesOf(name));
      expect(summary(events)).toEqual(['stale connecting 0', 'live 1', `${books} books`]);
      expect(new Set(events.map(({ subscription }) => subscription))).toEqual(
        new Set([{ channel: 'book', symbol, depth }]),
      );
      expect(booksOf(events).filter(({ checksum }) => checksum === undefined)).toEqual([]);
      expect(Math.max(...booksOf(events).flatMap(({ bids, asks }) => [bids.length, asks.length]))).toBe(depth);
    },
  );

  recorded.each([...sessions, [RESUB, 'BTC/USD', 10, 301] as const])(
    `%s tells books alone, each and the last of them as a naive replay has it${notice}`,
    async (name, symbol, depth, books) => {
      const told = (await played(linesOf(name))).flatMap((event) => (event.kind === 'data' ? [event] : []));
      const naive = naiveBook(depth);
      const expected = krakenFrames(`${FRAMES}/${name}.jsonl.gz`).map((frame) => {
        naive.apply(frame);
        return { symbol, checksum: frame.checksum, bids: naive.bids(), asks: naive.asks() };
      });
      expect(expected).toHaveLength(books);
      const held = told.map(({ value }) => {
        const { symbol: of, checksum, bids, asks } = value as OrderBook;
        return { symbol: of, checksum, bids: textsOf(bids), asks: textsOf(asks) };
      });
      expect(held.at(-1)).toEqual(expected.at(-1));
      expect(held.map((book) => JSON.stringify(book))).toEqual(expected.map((book) => JSON.stringify(book)));
      // No frame speaks of a trade, and nothing is told of one.
      expect(linesOf(name).filter((line) => line.includes('trade'))).toEqual([]);
      expect(new Set(told.map(({ subscription }) => subscription.channel))).toEqual(new Set(['book']));
    },
  );

  // Seven times the client left and subscribed again, and four snapshots came: three pairs of acknowledgements stand within
  // 60 ms before the first, two within 130 ms before the third. The counts are of the book frames between, by hand.
  recorded(`${RESUB} is stale at each unsubscription and live at each snapshot${notice}`, async () => {
    const events = await played(linesOf(RESUB));
    const left = 'stale unsubscribed-by-venue 1';
    expect(summary(events)).toEqual([
      'stale connecting 0',
      'live 1',
      '13 books',
      left,
      left,
      left,
      'live 1',
      '14 books',
      left,
      'live 1',
      '18 books',
      left,
      left,
      'live 1',
      '18 books',
      left,
      'live 1',
      '238 books',
    ]);
    expect(booksOf(events)).toHaveLength(301);
    expect(isLife(events)).toBe(true);
  });

  recorded.each([
    ['its opening', 1],
    ['the greeting', 2],
    ['the acknowledgement', 3],
  ])(`tell the same without %s: the snapshot shows what it is of${notice}`, async (_, cut) => {
    const [name, , , books] = sessions[0];
    const { feeds, reports } = await retold(linesOf(name).slice(cut));
    expect(Object.keys(feeds)).toEqual(['book|BTC/USD|25||']);
    expect(feeds['book|BTC/USD|25||']?.slice(0, 2)).toEqual(['stale connecting 0', 'live 1']);
    expect(feeds['book|BTC/USD|25||']).toHaveLength(2 + books);
    expect(reports.filter(({ kind }) => kind !== 'notice')).toEqual([]);
  });

  recorded(`tell the same without any acknowledgement, one snapshot replacing another${notice}`, async () => {
    const lines = linesOf(RESUB).filter((line) => !line.includes('method'));
    const events = await played(lines);
    expect(summary(events)).toEqual(['stale connecting 0', 'live 1', '301 books']);
  });

  recorded(`believe no delta before a snapshot, and say so${notice}`, async () => {
    const lines = linesOf(RESUB);
    const first = lines.findIndex((line) => line.includes('snapshot\\",\\"data'));
    const { feeds, reports } = await retold(lines.slice(first + 1).filter((line) => !line.includes('method')));
    expect(feeds['book|BTC/USD|10||']?.slice(0, 2)).toEqual(['stale connecting 0', 'live 1']);
    expect(feeds['book|BTC/USD|10||']?.slice(2)).toHaveLength(301 - 13);
    expect(reports.filter(({ kind }) => kind === 'unknown-frame')).toHaveLength(12);
  });

  recorded(`show a dropped delta as a failed checksum, and heal at the next snapshot${notice}`, async () => {
    const lines = linesOf(RESUB);
    const delta = lines.findIndex((line) => line.includes('update\\",\\"data\\":[{\\"symbol'));
    const torn = lines.filter((_, at) => at !== delta && at !== delta + 1);
    for (const session of [torn, torn.filter((line) => !line.includes('method'))]) {
      const events = await played(session);
      expect(isLife(events)).toBe(true);
      expect(summary(events)).toContain('stale checksum-mismatch 1');
      expect(booksOf(events).length).toBeLessThan(299);
      expect(booksOf(events).length).toBeGreaterThanOrEqual(288);
    }
  });

  recorded(`take as long as they were recorded where that is asked${notice}`, () => {
    const scheduler = new VirtualTimeScheduler();
    const lines = linesOf(BTC);
    const instants = [lines[0], lines.at(-1)].map((line) => JSON.parse(String(line)).t / 1_000);
    let completed = false;
    replaySession(lines, kraken, { speed: 10, scheduler }).subscribe({
      complete: () => {
        completed = true;
      },
    });
    scheduler.flush();
    expect(completed).toBe(true);
    expect(scheduler.now()).toBeCloseTo((Number(instants[1]) - Number(instants[0])) / 10, 3);
  });

  recorded(`of WebSocket v1 are none of the venue’s dialects${notice}`, async () => {
    const failure: unknown = await played(linesOf('v1-multi-20210405')).catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'unsupported' });
  });
});
