import { describe, expect, it } from '@jest/globals';
import { isColdwireError } from '../../../src/errors/coldwireError.ts';
import type { OrderBook } from '../../../src/model/orderBook.ts';
import type { Subscription } from '../../../src/model/subscription.ts';
import { simulatedBinance } from './simulated.ts';

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';

const subscriptions: readonly Subscription[] = [
  ...[SPOT, SWAP].flatMap((symbol): readonly Subscription[] => [
    { channel: 'trades', symbol },
    { channel: 'trades', symbol, params: { stream: symbol === SPOT ? 'aggTrade' : 'trade' } },
    { channel: 'ticker', symbol },
    { channel: 'quotes', symbol },
    { channel: 'book', symbol },
    { channel: 'book', symbol, depth: 10, params: { partial: true } },
    { channel: 'candles', symbol, interval: '1m' },
  ]),
  { channel: 'mark', symbol: SWAP },
  { channel: 'funding', symbol: SWAP },
];

/** The best levels of a book, in text. */
const levelsOf = (book: Pick<OrderBook, 'bids' | 'asks'> | undefined, depth: number): readonly string[] =>
  (['bids', 'asks'] as const).flatMap((side) =>
    (book?.[side] ?? []).slice(0, depth).map(({ price, size }) => `${side} ${price} ${size}`),
  );

describe('feeds of the simulated Binance', () => {
  it('are all live, and tell', () => {
    const { advance, client, follow, venue } = simulatedBinance();
    const followed = subscriptions.map((subscription) => ({ subscription, feed: follow(subscription) }));
    advance(60_000);
    for (const { subscription, feed } of followed) {
      expect([subscription, feed.trust()]).toEqual([subscription, ['stale connecting', 'live 1']]);
      expect([subscription, feed.values().length > 0]).toEqual([subscription, true]);
      expect(feed.errors).toEqual([]);
    }
    expect(venue.violations).toEqual([]);
    let counters = {};
    client.status$
      .subscribe((status) => {
        counters = status.counters;
      })
      .unsubscribe();
    expect(counters).toMatchObject({ lateReplies: 0, unknownFrames: 0, undecodable: 0 });
  });

  it.each([SPOT, SWAP])('show the very book of the venue: %s', (symbol) => {
    const { advance, follow, venue } = simulatedBinance();
    const whole = follow({ channel: 'book', symbol });
    const top = follow({ channel: 'book', symbol, depth: 20, params: { partial: true } });
    for (let round = 0; round < 20; round++) {
      advance(5_000);
      // Changes come ten times a second: those of the last tenth are not told yet.
      venue.inject({ t: 0, kind: 'halt', args: { for: 1_000 } });
      advance(500);
      const truth = venue.book(symbol);
      // REST gives a thousand levels of a deeper book: as some go, what lies below is not known.
      expect(levelsOf(whole.values().at(-1), 500)).toEqual(levelsOf(truth, 500));
      expect(levelsOf(top.values().at(-1), 20)).toEqual(levelsOf(truth, 20));
    }
    expect(whole.trust()).toEqual(['stale connecting', 'live 1']);
  });

  it('tell of a change that was lost, ask anew, and show the book again', () => {
    const { advance, follow, venue } = simulatedBinance({ symbols: [SPOT, SWAP] });
    const books = [SPOT, SWAP].map((symbol) => ({ symbol, feed: follow({ channel: 'book', symbol }) }));
    advance(10_000);
    for (const { symbol } of books) venue.inject({ t: 0, kind: 'drop-delta', target: symbol, args: {} });
    advance(30_000);
    for (const { symbol, feed } of books) {
      expect([symbol, feed.trust()]).toEqual([symbol, ['stale connecting', 'live 1', 'stale sequence-gap', 'live 1']]);
    }
  });

  it('take a stream that does not exist for live and silent, as Binance does', () => {
    const { advance, follow } = simulatedBinance();
    const feed = follow({ channel: 'trades', symbol: 'NOPE/USDT' });
    advance(120_000);
    expect(feed.trust()).toEqual(['stale connecting', 'live 1']);
    expect(feed.values()).toEqual([]);
  });

  it('end for a book that REST does not know', () => {
    const { advance, follow } = simulatedBinance();
    const feed = follow({ channel: 'book', symbol: 'NOPE/USDT' });
    advance(30_000);
    expect(feed.errors.map((error) => isColdwireError(error, 'subscription-rejected'))).toEqual([true]);
  });

  it('move to another socket without a hole when the venue says that it will close', () => {
    const { advance, follow, venue } = simulatedBinance();
    const feed = follow({ channel: 'trades', symbol: SPOT });
    // Not at once: a venue that tells every new connection to go would be dialled without a pause.
    advance(70_000);
    venue.inject({ t: 0, kind: 'announce-close', args: { in: 20_000 } });
    advance(60_000);
    expect(feed.trust()).toEqual(['stale connecting', 'live 1']);
    const ids = feed.values().map(({ id }) => Number(id));
    expect(ids.every((id, at) => at === 0 || id === (ids[at - 1] ?? 0) + 1)).toBe(true);
    expect(new Set(venue.journal.map(({ socket }) => socket)).size).toBe(2);
  });

  it('leave nothing behind', () => {
    const { advance, follow, timers, venue } = simulatedBinance();
    const feeds = subscriptions.map((subscription) => follow(subscription));
    advance(20_000);
    for (const { leave } of feeds) leave();
    advance(60_000);
    expect(timers()).toBe(0);
    expect(venue.violations).toEqual([]);
  });

  it.each(['', ':USDT'])('ask no more often than the venue lets them, one wish after the other: %s', (settle) => {
    const symbols = Array.from({ length: 60 }, (_, at) => `T${at}/USDT${settle}`);
    const faults = [{ t: 0, kind: 'halt', args: { for: 600_000 } }] as const;
    const { advance, follow, venue } = simulatedBinance({ symbols, faults });
    const feeds = symbols.map((symbol) => {
      const feed = follow({ channel: 'ticker', symbol });
      advance(70);
      return feed;
    });
    advance(10_000);
    expect(feeds.every(({ trust }) => trust().join() === 'stale connecting,live 1')).toBe(true);
    expect(venue.violations).toEqual([]);
  });

  it('break no limit with four hundred books at once', () => {
    const symbols = Array.from({ length: 400 }, (_, at) => `T${at}/USDT${at % 4 === 0 ? ':USDT' : ''}`);
    // Markets that stand still cost no time, and books wait for their snapshots all the same.
    const faults = [{ t: 0, kind: 'halt', args: { for: 600_000 } }] as const;
    const { advance, follow, venue } = simulatedBinance({ symbols, faults });
    const books = symbols.map((symbol) => follow({ channel: 'book', symbol }));
    advance(420_000);
    const lives = books.filter(({ trust }) => trust().join() === 'stale connecting,live 1');
    expect(lives.length).toBe(400);
    expect(venue.violations).toEqual([]);
  }, 120_000);
});
