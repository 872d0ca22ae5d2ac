import { describe, expect, it } from '@jest/globals';
import type { OrderBook, PlainOrderBook } from '../../../src/model/orderBook.ts';
import type { Subscription } from '../../../src/model/subscription.ts';
import { simulated } from '../../helpers/simulated.ts';

const symbol = 'BTC/USD';
const DEPTHS = [10, 25, 100, 500, 1_000];
const feeds: readonly Subscription[] = [
  { channel: 'trades', symbol },
  { channel: 'ticker', symbol },
  { channel: 'candles', symbol, interval: '1m' },
  ...DEPTHS.map((depth): Subscription => ({ channel: 'book', symbol, depth })),
];

const levels = ({ bids, asks }: Pick<PlainOrderBook, 'bids' | 'asks'> | OrderBook, depth: number) =>
  [bids, asks].map((side) => side.slice(0, depth).map(({ priceText, sizeText }) => `${priceText} ${sizeText}`));

describe('a client of the simulated Kraken', () => {
  it('has every public feed live, and breaks no limit', () => {
    const { venue, advance, follow } = simulated();
    const all = feeds.map(follow);
    advance(120_000);
    for (const { subscription, errors, trust, values } of all) {
      expect({ subscription, errors, trust: trust() }).toEqual({
        subscription,
        errors: [],
        trust: ['stale connecting', 'live 1'],
      });
      expect({ subscription, some: values().length > 0 }).toEqual({ subscription, some: true });
    }
    expect(venue.violations).toEqual([]);
  });

  it.each(DEPTHS)('has the best %i levels that the venue has, each book of them verified', (depth) => {
    const { venue, advance, follow } = simulated();
    const { trust, values } = follow({ channel: 'book', symbol, depth });
    advance(60_000);
    expect(trust()).toEqual(['stale connecting', 'live 1']);
    const books = values();
    const last = books.at(-1) as OrderBook;
    expect([books.length > 100, books.every(({ checksum }) => checksum !== undefined)]).toEqual([true, true]);
    expect(last.bids).toHaveLength(depth);
    expect(levels(last, depth)).toEqual(levels(venue.book(symbol), depth));
    expect(venue.violations).toEqual([]);
  });
});
