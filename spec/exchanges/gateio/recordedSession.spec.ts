import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { lastValueFrom, toArray } from 'rxjs';
import { gateio } from '../../../src/exchanges/gateio/index.ts';
import type { FeedEvent } from '../../../src/model/feedEvent.ts';
import type { OrderBook } from '../../../src/model/orderBook.ts';
import type { ReportEvent } from '../../../src/model/reportEvent.ts';
import type { Candle, Ticker, Trade } from '../../../src/model/values.ts';
import { replaySession } from '../../../src/record/index.ts';

const FILE = '../shared/frames/gateio/v4-spot-20210422.jsonl.gz';
// The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FILE);
const recorded = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FILE})`;

interface Line {
  readonly k: string;
  readonly url?: string;
  readonly raw: string;
}

interface WireBook {
  readonly s: string;
  readonly U: number;
  readonly u: number;
  readonly b: readonly (readonly [string, string])[];
  readonly a: readonly (readonly [string, string])[];
}

interface Snapshot {
  readonly id: number;
  readonly bids: WireBook['b'];
  readonly asks: WireBook['a'];
}

interface Message {
  readonly channel: string;
  readonly event: string;
  readonly result: Readonly<Record<string, string>>;
}

const lines = present ? gunzipSync(readFileSync(FILE)).toString().trim().split('\n') : [];
const parsed = lines.map((line) => JSON.parse(line) as Line);
const pushed = (channel: string): readonly Message[] =>
  parsed
    .filter(({ k }) => k === 'recv')
    .map(({ raw }) => JSON.parse(raw) as Message)
    .filter((message) => message.channel === channel && message.event === 'update');
const symbolOf = (pair = ''): string => pair.replace('_', '/');

async function played() {
  const reports: ReportEvent[] = [];
  const events = await lastValueFrom(
    replaySession(lines, gateio, { onReport: (report) => reports.push(report) }).pipe(toArray()),
  );
  return { events, reports };
}

const valuesOf = <T>(events: readonly FeedEvent<unknown>[], channel: string): readonly T[] =>
  events.flatMap((event) =>
    event.kind === 'data' && event.subscription.channel === channel ? [event.value as T] : [],
  );

/** Each pair's last book and how its first change followed on REST's answer, kept in maps of texts. */
function naiveBooks() {
  const held = new Map<string, WireBook[]>();
  const books = new Map<
    string,
    { last: number; first?: WireBook; gaps: number; bids: Map<string, string>; asks: Map<string, string> }
  >();
  const apply = (change: WireBook): void => {
    const book = books.get(change.s);
    if (book === undefined || change.u <= book.last) return;
    if (book.first === undefined) book.first = change;
    else if (change.U !== book.last + 1) book.gaps++;
    book.last = change.u;
    for (const [rows, side] of [
      [change.b, book.bids],
      [change.a, book.asks],
    ] as const)
      for (const [price, size] of rows) {
        if (Number(size) === 0) side.delete(price);
        else side.set(price, size);
      }
  };
  for (const { k, url = '', raw } of parsed) {
    if (k === 'http') {
      const pair = new URL(url).searchParams.get('currency_pair') ?? '';
      const { id, bids, asks } = JSON.parse(raw) as Snapshot;
      books.set(pair, { last: id, gaps: 0, bids: new Map(bids), asks: new Map(asks) });
      for (const change of held.get(pair) ?? []) apply(change);
    } else if (k === 'recv') {
      const { channel, event, result } = JSON.parse(raw) as Message;
      if (channel !== 'spot.order_book_update' || event !== 'update') continue;
      const change = result as unknown as WireBook;
      if (books.has(change.s)) apply(change);
      else held.set(change.s, [...(held.get(change.s) ?? []), change]);
    }
  }
  return books;
}

const sorted = (side: ReadonlyMap<string, string>, sign: number): readonly string[] =>
  [...side].sort(([a], [b]) => sign * (Number(a) - Number(b))).map((level) => level.join(':'));

describe('the recorded session of Gate.io', () => {
  recorded(
    `has its books spliced with REST, without a gap, and equal to a naive book in the end${notice}`,
    async () => {
      const { events, reports } = await played();
      // Each acknowledgement of 2021 names a channel and nothing else; the frames then show what they are of.
      expect(reports.map(({ kind }) => kind)).toEqual(Array.from({ length: 22 }, () => 'unknown-frame'));
      const naive = naiveBooks();
      const spliced = [...naive.values()].filter(({ first }) => first !== undefined);
      expect([naive.size, spliced.length, spliced.reduce((sum, { gaps }) => sum + gaps, 0)]).toEqual([10, 8, 0]);
      const told = valuesOf<OrderBook>(events, 'book');
      expect(new Set(told.map(({ symbol }) => symbol)).size).toBe(10);
      for (const [pair, { bids, asks, last }] of naive) {
        const book = told.findLast(({ symbol }) => symbol === symbolOf(pair));
        const texts = (side: OrderBook['bids'] = []) => side.map((level) => `${level.priceText}:${level.sizeText}`);
        expect([texts(book?.bids), texts(book?.asks), book?.sequence]).toEqual([
          sorted(bids, -1),
          sorted(asks, 1),
          String(last),
        ]);
      }
      const gaps = events.filter((event) => event.kind === 'stale' && event.reason !== 'connecting');
      expect(gaps).toEqual([]);
    },
  );

  recorded(`has its trades, tickers and candles told as the frames have them${notice}`, async () => {
    const { events } = await played();
    expect(
      valuesOf<Trade>(events, 'trades').map((trade) => [
        trade.symbol,
        trade.id,
        trade.side,
        trade.priceText,
        trade.sizeText,
        trade.time,
      ]),
    ).toEqual(
      pushed('spot.trades').map(({ result }) => [
        symbolOf(result['currency_pair']),
        String(result['id']),
        result['side'],
        result['price'],
        result['amount'],
        Math.floor(Number(result['create_time_ms'])),
      ]),
    );
    expect(
      valuesOf<Ticker>(events, 'ticker').map(({ symbol, lastText, askText }) => [symbol, lastText, askText]),
    ).toEqual(
      pushed('spot.tickers').map(({ result }) => [
        symbolOf(result['currency_pair']),
        result['last'],
        result['lowest_ask'],
      ]),
    );
    const candles = valuesOf<Candle>(events, 'candles');
    expect(
      candles.filter(({ closed }) => !closed).map(({ closeText, volumeText, unit }) => [closeText, volumeText, unit]),
    ).toEqual(pushed('spot.candlesticks').map(({ result }) => [result['c'], result['v'], 'quote']));
  });
});
