import { describe, expect } from '@jest/globals';
import { lastValueFrom, toArray } from 'rxjs';
import { krakenV1 } from '../../../../src/exchanges/kraken/index.ts';
import { v1Dialect } from '../../../../src/exchanges/kraken/v1/v1Dialect.ts';
import type { OrderBook } from '../../../../src/model/orderBook.ts';
import { isRow } from '../../../../src/protocol/fields.ts';
import { replaySession } from '../../../../src/record/index.ts';
import {
  fateCounts,
  isUnexplained,
  needlessReasons,
  type Outcome,
  outcomesOf,
  type Reasons,
} from '../../../helpers/sampleFates.ts';
import { sampleFrames } from '../../../helpers/sampleFrames.ts';
import { decoded, payloadOf, valuesOf } from './decoded.ts';

const { files, samplesOf, sampled, notice } = sampleFrames('kraken');

/** Why a sample yields nothing, by what is seen in it. */
const REASONS: Reasons = {
  'WebSocket v2 names a channel or a method': (message) =>
    isRow(message) && ('channel' in message || 'method' in message),
  'futures name a feed': (message) => isRow(message) && 'feed' in message,
  'futures begin with a challenge': (message) => isRow(message) && message['event'] === 'challenge',
  'a REST answer': (message) => isRow(message) && 'continuationToken' in message,
  'a candle of REST, outside of any frame': (message) =>
    Array.isArray(message) && message.every((one) => !Number.isNaN(Number(one))),
  'private channels are not served': (message) =>
    Array.isArray(message) && message.some((one) => one === 'openOrders' || one === 'ownTrades'),
  'a market that nobody quotes has no quote': (message) =>
    Array.isArray(message) && message.includes('spread') && Number((message[1] as readonly unknown[])[0]) === 0,
};

/** What becomes of a message, in a word; nothing where it yields nothing. */
function fateOf(raw: string): readonly string[] {
  const incoming = v1Dialect.classify(decoded(raw));
  if (incoming.kind === 'unknown') return [];
  if (incoming.kind !== 'data') return [incoming.kind];
  const subscription = v1Dialect.shows?.(incoming);
  if (subscription === undefined) return [];
  try {
    if (subscription.channel === 'book') return [String(v1Dialect.channels.book?.read(payloadOf(raw)).kind)];
    return valuesOf(raw).map((value) => (value as { readonly kind: string }).kind);
  } catch {
    return [];
  }
}

const outcomesIn = (file: string): readonly Outcome[] => outcomesOf(samplesOf(file), decoded, fateOf, REASONS);

describe('the samples of Kraken frames, to v1', () => {
  sampled.each(files)(`in %s yield something or are listed with the reason why not${notice}`, (file) => {
    const outcomes = outcomesIn(file);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(isUnexplained)).toEqual([]);
  });

  sampled(`need each of the reasons${notice}`, () =>
    expect(needlessReasons(files.flatMap(outcomesIn), REASONS)).toEqual([]),
  );

  sampled(`hold each kind of thing at least once${notice}`, () => {
    expect(fateCounts(files.flatMap(samplesOf), fateOf)).toEqual({
      ack: 3,
      candle: 1,
      delta: 21,
      notice: 1,
      quote: 2,
      reply: 1,
      snapshot: 5,
      ticker: 1,
      trade: 7,
    });
  });

  // Captured in July 2023: a snapshot each and what followed, with the checksums of the venue.
  sampled.each([
    ['XDG/USD', 'DOGE/USD', 14],
    ['LUNA/EUR', 'LUNA/EUR', 1],
    ['GST/EUR', 'GST/EUR', 1],
  ])(`of the book of %s, taken in a row, verify every checksum${notice}`, async (pair, symbol, updates) => {
    const frames = samplesOf('examples-gct.jsonl').filter(({ raw }) => raw.endsWith(`"book-10","${pair}"]`));
    const lines = frames.map(({ raw }, at) => JSON.stringify({ t: at, c: 0, k: 'recv', raw }));
    const events = await lastValueFrom(replaySession(lines, krakenV1).pipe(toArray()));
    const books = events.flatMap((event) => (event.kind === 'data' ? [event.value as OrderBook] : []));
    expect(events.map(({ kind }) => kind).slice(0, 3)).toEqual(['stale', 'live', 'data']);
    expect(books.filter(({ checksum }) => checksum !== undefined)).toHaveLength(updates);
    expect(new Set(books.map((book) => book.symbol))).toEqual(new Set([symbol]));
  });
});
