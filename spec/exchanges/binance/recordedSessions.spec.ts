import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { binance } from '../../../src/exchanges/binance/index.ts';
import type { FeedEvent } from '../../../src/model/feedEvent.ts';
import type { OrderBook } from '../../../src/model/orderBook.ts';
import type { ReportEvent } from '../../../src/model/reportEvent.ts';
import type { Candle, Quote, Trade } from '../../../src/model/values.ts';
import { played } from '../../record/session.ts';

const FRAMES = '../shared/frames/binance';
// The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FRAMES);
const recorded = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FRAMES})`;

interface Line {
  readonly k: string;
  readonly url?: string;
  readonly raw?: string;
}

/** A frame's data, read here by `JSON.parse` and nothing of the library's own. */
interface Data {
  readonly [field: string]: unknown;
  readonly s: string;
  readonly u: number;
  readonly b: readonly (readonly [string, string])[];
  readonly a: readonly (readonly [string, string])[];
}

const linesOf = (file: string): readonly string[] =>
  gunzipSync(readFileSync(`${FRAMES}/${file}.jsonl.gz`))
    .toString()
    .trimEnd()
    .split('\n');

function framesOf(lines: readonly string[]): readonly { readonly stream: string; readonly data: Data }[] {
  return lines
    .map((line) => JSON.parse(line) as Line)
    .filter(({ k }) => k === 'recv')
    .map(({ raw = '' }) => JSON.parse(raw) as { stream: string; data: Data });
}

/** The number of each symbol's snapshot. */
function lastUpdates(lines: readonly string[], only: string): Map<string, string> {
  return new Map(
    lines
      .map((line) => JSON.parse(line) as Line)
      .filter(({ k }) => k === 'http')
      .map(({ url = '', raw = '' }) => [
        new URLSearchParams(url.split('?')[1]).get('symbol') ?? only,
        String((JSON.parse(raw) as { readonly lastUpdateId: number }).lastUpdateId),
      ]),
  );
}

/** Sides as plain maps: REST's answer, then all that is later. */
function naiveBooks(
  lines: readonly string[],
  only: string,
): ReadonlyMap<string, Readonly<Record<'bids' | 'asks', string>>> {
  const books = new Map<string, { last: number; bids: Map<string, string>; asks: Map<string, string> }>();
  const waiting = new Map<string, Data[]>();
  const change = (side: Map<string, string>, levels: readonly (readonly [string, string])[]): void => {
    for (const [price, size] of levels) {
      if (Number(size) === 0) side.delete(price);
      else side.set(price, size);
    }
  };
  const take = (data: Data): void => {
    const book = books.get(data.s);
    if (book === undefined) waiting.set(data.s, [...(waiting.get(data.s) ?? []), data]);
    else if (data.u > book.last) {
      book.last = data.u;
      change(book.bids, data.b);
      change(book.asks, data.a);
    }
  };
  for (const { k, url = '', raw = '' } of lines.map((line) => JSON.parse(line) as Line)) {
    if (k === 'http') {
      const symbol = new URLSearchParams(url.split('?')[1]).get('symbol') ?? only;
      const { lastUpdateId, bids, asks } = JSON.parse(raw) as {
        readonly lastUpdateId: number;
        readonly bids: [string, string][];
        readonly asks: [string, string][];
      };
      books.set(symbol, { last: lastUpdateId, bids: new Map(bids), asks: new Map(asks) });
      for (const data of waiting.get(symbol) ?? []) take(data);
    }
    if (k !== 'recv') continue;
    const { stream, data } = JSON.parse(raw) as { stream: string; data: Data };
    if (stream.includes('@depth')) take(data);
  }
  const text = (side: Map<string, string>, sign: number): string =>
    [...side]
      .sort(([p], [q]) => sign * (Number(p) - Number(q)))
      .slice(0, 1_000)
      .join(' ');
  return new Map([...books].map(([symbol, { bids, asks }]) => [symbol, { bids: text(bids, -1), asks: text(asks, 1) }]));
}

const sideOf = (book: OrderBook, side: 'bid' | 'ask'): string =>
  book
    .levels(side, 1_000)
    .map(({ priceText, sizeText }) => `${priceText},${sizeText}`)
    .join(' ');
const topOf = (bid: string, bidSize: string, ask: string, askSize: string): string =>
  `${bid} x ${bidSize} / ${ask} x ${askSize}`;

/**
 * How often the top of a book after depth events is that of the last quote that is no later than it, of how often there is one.
 * Books of snapshots alone, which bear their number, are left out.
 */
function oracle(
  events: readonly FeedEvent<unknown>[],
  lines: readonly string[],
  only: string,
): readonly [number, number] {
  const snapshots = lastUpdates(lines, only);
  const quotes = new Map<string, { readonly u: number; readonly top: string }[]>();
  for (const { stream, data } of framesOf(lines)) {
    if (!stream.endsWith('@bookTicker')) continue;
    const { u, b, B, a, A } = data as unknown as { u: number; b: string; B: string; a: string; A: string };
    const all = quotes.get(data.s) ?? [];
    quotes.set(data.s, all);
    all.push({ u, top: topOf(b, B, a, A) });
  }
  const at = new Map<string, number>();
  let [right, all] = [0, 0];
  for (const { book, symbol } of booksOf(events)) {
    const isSnapshot = book.sequence === snapshots.get(symbol);
    snapshots.delete(symbol);
    if (isSnapshot) continue;
    const row = quotes.get(symbol) ?? [];
    let index = at.get(symbol) ?? 0;
    while (index < row.length && (row[index]?.u ?? 0) <= Number(book.sequence)) index++;
    at.set(symbol, index);
    const told = row[index - 1];
    if (told === undefined) continue;
    all++;
    const { bestBid: bid, bestAsk: ask } = book;
    if (bid && ask && told.top === topOf(bid.priceText, bid.sizeText, ask.priceText, ask.sizeText)) right++;
  }
  return [right, all];
}

const venueText = (symbol: string): string =>
  symbol.endsWith(':BTC') || /\/USD:/.test(symbol)
    ? symbol
        .replace(/\/USD:[A-Z0-9]+/, 'USD_')
        .replace(/_$/, '_PERP')
        .replace('_-', '_')
    : symbol.replace(/:.*/, '').replace('/', '');
function booksOf(
  events: readonly FeedEvent<unknown>[],
): readonly { readonly symbol: string; readonly book: OrderBook }[] {
  return events.flatMap((event) =>
    event.kind === 'data' && event.subscription.channel === 'book'
      ? [{ symbol: venueText(event.subscription.symbol ?? ''), book: event.value as OrderBook }]
      : [],
  );
}

// The agreements and totals are those of `frames/README.md`, but that the two changes of USD-M futures which waited for the snapshot
// come as one book, not two.
const sessions = [
  ['spot-btcusdt-20240808', 'spot', 'BTCUSDT', 6_491, 6_493, 'BTC/USDT'],
  ['spot-multi-20210405', 'spot', '', 4_629, 4_629, 'ZIL/USDT'],
  ['usdm-btcusdt-20240808', 'usdm-public', 'BTCUSDT', 6_546, 6_546, 'BTC/USDT:USDT'],
  ['coinm-multi-20210722', 'coinm', '', 1_785, 1_788, 'BCH/USD:BCH'],
] as const;

describe('the recorded sessions of Binance', () => {
  recorded.each(sessions)(
    `%s: every book is spliced once, without a gap, and ends as a naive replay's does${notice}`,
    async (name, dialect, only, right, all, symbol) => {
      const lines = linesOf(name);
      const reports: ReportEvent[] = [];
      const events = await played(lines, {
        exchange: binance,
        onReport: (report) => reports.push(report),
        dialect,
      });
      expect(reports.filter(({ kind }) => kind !== 'connecting' && kind !== 'ready')).toEqual([]);
      const life = events.filter(({ kind }) => kind !== 'data');
      expect(life.filter((event) => event.kind === 'stale' && event.reason !== 'connecting')).toEqual([]);
      const finals = new Map(booksOf(events).map(({ symbol: text, book }) => [text, book]));
      const naive = naiveBooks(lines, only);
      expect([...finals.keys()].sort()).toEqual([...naive.keys()].sort());
      for (const [text, book] of finals)
        expect({ bids: sideOf(book, 'bid'), asks: sideOf(book, 'ask') }).toEqual(naive.get(text));
      expect(oracle(events, lines, only)).toEqual([right, all]);
      expect(events.some((event) => event.subscription.symbol === symbol)).toBe(true);
    },
    60_000,
  );

  recorded.each(sessions.map(([name]) => name))(
    `%s: trades, quotes and bars are those of its frames, in number and in text${notice}`,
    async (name) => {
      const lines = linesOf(name);
      const events = await played(lines, { exchange: binance });
      const words: Record<string, string[]> = { trades: [], quotes: [], candles: [] };
      for (const event of events) {
        if (event.kind !== 'data') continue;
        const { channel } = event.subscription;
        if (channel === 'trades') {
          const { symbol, id, side, priceText, sizeText, time, unit } = event.value as Trade;
          words[channel]?.push(`${venueText(symbol)} ${id} ${side} ${priceText} ${sizeText} ${time} ${unit}`);
        }
        if (channel === 'quotes') {
          const { bidText, askText, bidSize, askSize } = event.value as Quote;
          words[channel]?.push(`${bidText} ${bidSize} ${askText} ${askSize}`);
        }
        if (channel === 'candles') {
          const { openTime, openText, highText, lowText, closeText, volumeText, closed } = event.value as Candle;
          words[channel]?.push([openTime, openText, highText, lowText, closeText, volumeText, closed].join(' '));
        }
      }
      const unit = name.startsWith('coinm') ? 'contract' : 'base';
      const frames: Record<string, string[]> = { trades: [], quotes: [], candles: [] };
      for (const { stream, data } of framesOf(lines)) {
        if (/@(agg)?[tT]rade$/.test(stream) && data['X'] !== 'NA') {
          const side = data['m'] === true ? 'sell' : 'buy';
          const { t, a } = data as unknown as Readonly<Record<'t' | 'a', unknown>>;
          frames['trades']?.push(
            `${data.s} ${Number(t ?? a)} ${side} ${String(data['p'])} ${String(data['q'])} ${String(data['T'])} ${unit}`,
          );
        }
        if (stream.endsWith('@bookTicker'))
          frames['quotes']?.push(`${String(data.b)} ${Number(data['B'])} ${String(data.a)} ${Number(data['A'])}`);
        const bar = data['k'] as Readonly<Record<string, unknown>> | undefined;
        if (bar !== undefined)
          frames['candles']?.push([bar['t'], bar['o'], bar['h'], bar['l'], bar['c'], bar['v'], bar['x']].join(' '));
      }
      expect(words).toEqual(frames);
    },
    60_000,
  );
});
