import { describe, expect, it } from '@jest/globals';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { ReportEvent } from '../../src/model/reportEvent.ts';
import type { DataMessage } from '../../src/protocol/incoming.ts';
import { numberedAnswer, numberedFrame, splicedDialect } from '../helpers/splicedVenue.ts';
import { line, open, played, recv } from './session.ts';

const exchange = {
  name: 'tiny',
  dialects: {
    main: {
      ...splicedDialect(),
      shows: ({ payload }: DataMessage) =>
        ({ channel: 'book', symbol: (payload as { symbol: string }).symbol }) as const,
    },
  },
  route: () => 'main',
};
const REST = 'https://rest.elsewhere.example/v1/book?symbol=';
const answer = (at: number, last: number, url: string): string => {
  const { body = '' } = numberedAnswer(last);
  return line(at, 'http', { url, raw: body });
};
const delta = (at: number, symbol: string, last: number): string =>
  recv(at, JSON.stringify(numberedFrame(symbol, last)));
const begun = [open(0, 'wss://tiny.example/ws')];

/** What a replay tells of each symbol: books by symbol and best bid, trust in words. */
async function told(lines: readonly string[]): Promise<readonly string[]> {
  const word = (event: FeedEvent<unknown>): string => {
    const { symbol = '' } = event.subscription;
    if (event.kind === 'data') return symbol + ((event.value as OrderBook).bestBid?.priceText ?? '-');
    return `${symbol} ${event.kind === 'stale' ? event.reason : 'live'}`;
  };
  return (await played(lines, { exchange })).map(word);
}

describe('a replay of books whose snapshots came over REST', () => {
  it('splices each with the answer that is one to what a client would ask', async () => {
    const lines = [
      ...begun,
      delta(1, 'A', 11),
      delta(2, 'B', 21),
      answer(3, 20, `${REST}B`),
      delta(4, 'A', 12),
      answer(5, 11, `${REST}A&limit=100`),
      delta(6, 'A', 13),
      delta(7, 'B', 22),
    ];
    expect(await told(lines)).toEqual(['A connecting', 'B connecting', 'B live', 'B21', 'A live', 'A12', 'A13', 'B22']);
  });

  it('keeps an answer for a book that shows only later, and gives it but once', async () => {
    const lines = [...begun, answer(1, 10, `${REST}A`), delta(2, 'A', 11), delta(3, 'A', 13), delta(4, 'A', 14)];
    expect(await told(lines)).toEqual(['A connecting', 'A live', 'A11', 'A sequence-gap']);
    const healed = [...lines, answer(5, 15, `${REST}A`), delta(6, 'A', 16)];
    expect((await told(healed)).slice(4)).toEqual(['A live', 'A15', 'A16']);
  });

  it('passes over an answer too old to follow on, and takes the next', async () => {
    const lines = [...begun, delta(1, 'A', 11), answer(2, 9, `${REST}A`), answer(3, 10, `${REST}A`), delta(4, 'A', 12)];
    const reports: ReportEvent[] = [];
    expect(await told(lines)).toEqual(['A connecting', 'A live', 'A11', 'A12']);
    await played(lines, { exchange, onReport: (report) => reports.push(report) });
    expect(reports.map(({ kind }) => kind)).toEqual(['refetch']);
  });

  it('gives an answer of no known url to the only book that waits, to none of several', async () => {
    expect(await told([...begun, delta(1, 'A', 11), answer(2, 10, '')])).toEqual(['A connecting', 'A live', 'A11']);
    expect(await told([...begun, answer(1, 10, ''), delta(2, 'A', 11)])).toEqual(['A connecting', 'A live', 'A11']);
    const several = [...begun, delta(1, 'A', 11), delta(2, 'B', 11), answer(3, 10, '')];
    expect(await told(several)).toEqual(['A connecting', 'B connecting']);
  });

  it('passes over what REST said that is no book', async () => {
    const odd = [
      line(2, 'http', { url: `${REST}A`, raw: '{"code":-1}' }),
      line(3, 'http', { url: `${REST}A`, raw: '<' }),
    ];
    const lines = [...begun, delta(1, 'A', 11), ...odd, answer(4, 10, `${REST}A`)];
    expect(await told(lines)).toEqual(['A connecting', 'A live', 'A11']);
  });
});
