import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { lastValueFrom, toArray } from 'rxjs';
import { replayable } from '../../../../src/cli/replayable.ts';
import { kraken, krakenV1 } from '../../../../src/exchanges/kraken/index.ts';
import type { FeedEvent } from '../../../../src/model/feedEvent.ts';
import type { OrderBook } from '../../../../src/model/orderBook.ts';
import type { ReportEvent } from '../../../../src/model/reportEvent.ts';
import { subscriptionKey } from '../../../../src/model/subscription.ts';
import type { Ticker, Trade } from '../../../../src/model/values.ts';
import type { Exchange } from '../../../../src/protocol/exchange.ts';
import { replaySession } from '../../../../src/record/index.ts';
import { crc32 } from '../../../../src/util/crc32.ts';

const FILE = '../shared/frames/kraken/v1-multi-20210405.jsonl.gz';
// The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FILE);
const recorded = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FILE})`;

interface Line {
  readonly k: string;
  readonly raw: string;
}
type Level = readonly [price: string, size: string, time: string];
type Part = Readonly<Record<string, unknown>>;

const lines = present ? gunzipSync(readFileSync(FILE)).toString().trim().split('\n') : [];
const arrays = lines
  .map((line) => JSON.parse(line) as Line)
  .filter(({ k, raw }) => k === 'recv' && raw.startsWith('['))
  .map(({ raw }) => JSON.parse(raw) as readonly unknown[]);
const framesOf = (name: string): readonly (readonly unknown[])[] => arrays.filter((frame) => frame.at(-2) === name);
const symbolOf = (frame: readonly unknown[]): string => String(frame.at(-1)).replace('XBT', 'BTC');

interface NaiveBook {
  readonly bids: Map<string, string>;
  readonly asks: Map<string, string>;
}
const DEPTH = 1_000;
const sorted = (side: ReadonlyMap<string, string>, sign: number): readonly (readonly [string, string])[] =>
  [...side].sort(([a], [b]) => sign * (Number(a) - Number(b)));

function change(side: Map<string, string>, rows: unknown, sign: number): void {
  for (const [price, size] of (rows ?? []) as readonly Level[]) {
    if (Number(size) === 0) side.delete(price);
    else side.set(price, size);
  }
  if (side.size > DEPTH) for (const [price] of sorted(side, sign).slice(DEPTH)) side.delete(price);
}

const digits = (text: string): string => text.replace('.', '').replace(/^0+/, '');
function naiveChecksum({ asks, bids }: NaiveBook): string {
  const best = [...sorted(asks, 1).slice(0, 10), ...sorted(bids, -1).slice(0, 10)];
  return String(crc32(best.map(([price, size]) => digits(price) + digits(size)).join('')));
}

/** Every book in the end, kept the simplest way, maps of texts, and what the venue last said its checksum is. */
function naiveReplay() {
  const books = new Map<string, NaiveBook>();
  const checksums = new Map<string, unknown>();
  for (const frame of framesOf('book-1000')) {
    const parts = frame.slice(1, -2) as readonly Part[];
    const first = parts[0] as Part;
    const book = 'as' in first ? { bids: new Map(), asks: new Map() } : books.get(symbolOf(frame));
    if (book === undefined) throw new Error('an update without a snapshot');
    books.set(symbolOf(frame), book);
    for (const { as, bs, a, b } of parts) {
      change(book.asks, as ?? a, 1);
      change(book.bids, bs ?? b, -1);
    }
    checksums.set(symbolOf(frame), parts.find((part) => 'c' in part)?.['c']);
  }
  return { books, checksums };
}

async function played(exchange: Exchange, session: readonly string[] = lines) {
  const reports: ReportEvent[] = [];
  const events = await lastValueFrom(
    replaySession(session, exchange, { onReport: (report) => reports.push(report) }).pipe(toArray()),
  );
  return { events, reports };
}
const valuesOf = <T>(events: readonly FeedEvent<unknown>[], channel: string): readonly T[] =>
  events.flatMap((event) =>
    event.kind === 'data' && event.subscription.channel === channel ? [event.value as T] : [],
  );

describe('the recorded session of Kraken v1', () => {
  recorded(
    `is read with every checksum verified, nothing stale, and each book in the end as a naive one${notice}`,
    async () => {
      const { events, reports } = await played(krakenV1);
      expect(reports.map((report) => (report.kind === 'notice' ? report.text : report.kind))).toEqual(
        Array.from({ length: 3 }, () => 'system online'),
      );
      const trust = events.filter(({ kind }) => kind !== 'data');
      const keys = new Set(trust.map(({ subscription }) => subscriptionKey(subscription)));
      expect(keys.size).toBe(30);
      for (const key of keys) {
        const of = trust.filter(({ subscription }) => subscriptionKey(subscription) === key);
        expect(of.map((event) => (event.kind === 'stale' ? event.reason : event.kind))).toEqual(['connecting', 'live']);
      }

      const books = valuesOf<OrderBook>(events, 'book');
      const naive = naiveReplay();
      expect([books.length, books.filter(({ checksum }) => checksum !== undefined).length]).toEqual([14_506, 14_496]);
      expect(naive.books.size).toBe(10);
      for (const [symbol, book] of naive.books) {
        const { bids, asks } = book;
        expect([symbol, naiveChecksum(book)]).toEqual([symbol, naive.checksums.get(symbol)]);
        const last = books.findLast((book) => book.symbol === symbol);
        const texts = (side: OrderBook['bids'] = []) => side.map(({ priceText, sizeText }) => [priceText, sizeText]);
        expect([symbol, texts(last?.bids), texts(last?.asks)]).toEqual([symbol, sorted(bids, -1), sorted(asks, 1)]);
      }
      expect(Math.max(...books.map(({ bids, asks }) => Math.max(bids.length, asks.length)))).toBe(DEPTH);
    },
    60_000,
  );

  recorded(
    `tells each trade once, its texts those of the frame${notice}`,
    async () => {
      const { events } = await played(krakenV1);
      const told = valuesOf<Trade>(events, 'trades');
      const sent = framesOf('trade').flatMap((frame) =>
        (frame[1] as readonly (readonly string[])[]).map(([price, size, time, side]) => [
          symbolOf(frame),
          price,
          size,
          time,
          side,
        ]),
      );
      expect(told.map((one) => [one.symbol, one.priceText, one.sizeText, one.id, one.side.charAt(0)])).toEqual(sent);
      expect(told).toHaveLength(28);
      expect(new Set(told.map(({ symbol, id }) => `${symbol} ${id}`)).size).toBe(28);
      const late = told.filter(({ time, receivedAt }) => Math.abs(receivedAt - time) > 1_000);
      expect(late).toEqual([]);
    },
    60_000,
  );

  recorded(
    `tells each ticker as sent${notice}`,
    async () => {
      const { events } = await played(krakenV1);
      const told = valuesOf<Ticker>(events, 'ticker').map(({ symbol, lastText, bidText, askText, volume }) => [
        symbol,
        lastText,
        bidText,
        askText,
        volume,
      ]);
      const sent = framesOf('ticker').map((frame) => {
        const { a, b, c, v } = frame[1] as Readonly<Record<string, readonly [string, string]>>;
        return [symbolOf(frame), c?.[0], b?.[0], a?.[0], Number(v?.[1])];
      });
      expect(sent).toHaveLength(22);
      expect(told).toEqual(sent);
    },
    60_000,
  );

  recorded(
    `is found among the dialects of today by its url, and without it by its frames${notice}`,
    async () => {
      const known = replayable.get('kraken');
      if (known === undefined) throw new Error('kraken is not replayable');
      expect(Object.keys(known.dialects)).toEqual([...Object.keys(kraken.dialects), 'v1']);
      const some = lines.slice(0, 200);
      const { events } = await played(krakenV1, some);
      expect(valuesOf(events, 'book').length).toBeGreaterThan(10);
      const said = (all: readonly FeedEvent<unknown>[]): string => JSON.stringify(all);
      expect(said((await played(known, some)).events)).toBe(said(events));
      const bare = some.filter((line) => !line.includes('"k":"open"'));
      expect(said((await played(known, bare)).events)).toBe(said(events));
    },
    60_000,
  );

  recorded(
    `shows the same without its acknowledgements${notice}`,
    async () => {
      const some = lines.slice(0, 200);
      const unsaid = some.filter((line) => !line.includes('subscriptionStatus'));
      expect(unsaid.length).toBe(some.length - 30);
      const [all, rest] = [await played(krakenV1, some), await played(krakenV1, unsaid)];
      const data = (events: readonly FeedEvent<unknown>[]): readonly string[] =>
        events.filter(({ kind }) => kind === 'data').map((event) => JSON.stringify(event));
      expect(data(rest.events)).toEqual(data(all.events));
    },
    60_000,
  );
});
