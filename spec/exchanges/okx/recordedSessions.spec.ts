import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { lastValueFrom, toArray } from 'rxjs';
import { symbolOf } from '../../../src/exchanges/okx/instId.ts';
import { okx } from '../../../src/exchanges/okx/index.ts';
import type { FeedEvent } from '../../../src/model/feedEvent.ts';
import type { OrderBook } from '../../../src/model/orderBook.ts';
import type { ReportEvent } from '../../../src/model/reportEvent.ts';
import type { Ticker, Trade } from '../../../src/model/values.ts';
import { replaySession } from '../../../src/record/index.ts';
import { naiveBook, type WireBook } from './naiveBook.ts';

const FRAMES = '../shared/frames/okx';
// The recordings are not part of the package; where they are not beside it, their specs say so and are skipped.
const present = existsSync(FRAMES);
const recorded = present ? it : it.skip;
const notice = present ? '' : ` (skipped: there is no ${FRAMES})`;

interface Wire {
  readonly event?: string;
  readonly action?: string;
  readonly arg: { readonly channel: string; readonly instId: string };
  readonly data?: readonly unknown[];
}

const sessions = [
  { name: 'v5-multi-20220227', books: 3_679, trades: 19, tickers: 19, wire: 'books-l2-tbt' },
  { name: 'v5-multi-20220513', books: 290, trades: 74, tickers: 28, wire: 'books' },
];

const linesOf = (name: string): readonly string[] =>
  gunzipSync(readFileSync(`${FRAMES}/${name}.jsonl.gz`))
    .toString()
    .trim()
    .split('\n');

const framesOf = (lines: readonly string[]): readonly Wire[] =>
  lines
    .map((line) => JSON.parse(line) as { readonly k: string; readonly raw: string })
    .filter(({ k }) => k === 'recv')
    .map(({ raw }) => JSON.parse(raw) as Wire);

async function played(lines: readonly string[]) {
  const reports: ReportEvent[] = [];
  const events = await lastValueFrom(
    replaySession(lines, okx, { onReport: (report) => reports.push(report) }).pipe(toArray()),
  );
  return { events, reports };
}

const valuesOf = <T>(events: readonly FeedEvent<unknown>[], channel: string): readonly T[] =>
  events.flatMap((event) =>
    event.kind === 'data' && event.subscription.channel === channel ? [event.value as T] : [],
  );

describe('the recorded sessions of OKX', () => {
  recorded.each(sessions)(
    `$name tells every book, verified, every trade and every ticker${notice}`,
    async ({ name, books, trades, tickers, wire }) => {
      const lines = linesOf(name);
      const { events, reports } = await played(lines);
      expect(reports).toEqual([]);
      const told = valuesOf<OrderBook>(events, 'book');
      const frames = framesOf(lines).filter(({ action }) => action !== undefined);
      const naive = new Map(frames.map(({ arg }) => [arg.instId, naiveBook()] as const));
      for (const [index, { arg, action = '', data = [] }] of frames.entries()) {
        const book = naive.get(arg.instId);
        const frame = data[0] as WireBook;
        book?.apply(action, frame);
        expect([book?.checksum(), told[index]?.checksum]).toEqual([frame.checksum, frame.checksum]);
        expect(told[index]?.symbol).toBe(symbolOf(arg.instId));
      }
      expect([told.length, valuesOf(events, 'trades').length, valuesOf(events, 'ticker').length]).toEqual([
        books,
        trades,
        tickers,
      ]);
      expect(new Set(frames.map(({ arg }) => arg.channel))).toEqual(new Set([wire]));
      for (const [instId, book] of naive) {
        const last = told.findLast(({ symbol }) => symbol === symbolOf(instId));
        const texts = (side: OrderBook['bids'] = []) => side.map((level) => `${level.priceText}:${level.sizeText}`);
        expect({ bids: texts(last?.bids), asks: texts(last?.asks) }).toEqual(book.sides());
      }
    },
  );

  recorded.each(sessions)(`$name tells trades as the frames have them, digit by digit${notice}`, async ({ name }) => {
    const lines = linesOf(name);
    const { events } = await played(lines);
    const wire = framesOf(lines)
      .filter(({ arg, event }) => arg.channel === 'trades' && event === undefined)
      .flatMap(({ data = [] }) => data as readonly Readonly<Record<string, string>>[])
      .map(({ instId = '', tradeId, px, sz, side, ts }) => [symbolOf(instId), tradeId, px, sz, side, Number(ts)]);
    expect(
      valuesOf<Trade>(events, 'trades').map((trade) => [
        trade.symbol,
        trade.id,
        trade.priceText,
        trade.sizeText,
        trade.side,
        trade.time,
      ]),
    ).toEqual(wire);
    expect(
      valuesOf<Ticker>(events, 'ticker').every(({ unit, symbol }) => (unit === 'base') === !symbol.includes(':')),
    ).toBe(true);
  });

  recorded.each(sessions)(`$name never loses trust${notice}`, async ({ name }) => {
    const { events } = await played(linesOf(name));
    const reasons = new Set(events.flatMap((event) => (event.kind === 'stale' ? [event.reason] : [])));
    expect([...reasons]).toEqual(['connecting']);
  });

  recorded(`show a change that is missing as a checksum that fails${notice}`, async () => {
    const lines = linesOf('v5-multi-20220513');
    const at = lines.findIndex((line) => line.includes('BTC-USDT') && line.includes('update'));
    const { events } = await played(lines.filter((_, index) => index !== at));
    const reasons = events.flatMap((event) => (event.kind === 'stale' ? [event.reason] : []));
    expect(reasons).toContain('checksum-mismatch');
  });
});
