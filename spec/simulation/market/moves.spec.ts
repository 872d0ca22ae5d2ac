import { describe, expect, it } from '@jest/globals';
import { instrumentSpec } from '../../../src/simulation/market/instrumentSpec.ts';
import { marketBook } from '../../../src/simulation/market/marketBook.ts';
import { tendFarEnd } from '../../../src/simulation/market/moves.ts';
import { seededRandom } from '../../../src/util/random.ts';

const deskOf = (symbol: string) => {
  const book = marketBook();
  const spec = instrumentSpec(symbol);
  return { spec, book, random: seededRandom(1), set: book.set, take: () => {} };
};

describe('tendFarEnd', () => {
  it('fills a book up beyond every depth that is served, and trims one that grew too long', () => {
    const desk = deskOf('BTC/USD');
    tendFarEnd(desk);
    expect([desk.book.bid.length, desk.book.ask.length]).toEqual([1_100, 1_100]);
    const best = [desk.book.bid[0], desk.book.ask[0]];
    for (let i = 1; i <= 400; i++) desk.set('ask', 10_000_000 + i, 1);
    tendFarEnd(desk);
    expect([desk.book.bid.length, desk.book.ask.length]).toEqual([1_100, 1_300]);
    expect([desk.book.bid[0], desk.book.ask[0]]).toEqual(best);
  });

  it('goes no lower than a price can', () => {
    const desk = deskOf('BTC/USD');
    desk.set('bid', 5, 1);
    tendFarEnd(desk);
    expect(desk.book.bid.length).toBeLessThan(10);
    expect(desk.book.bid.every(({ ticks, lots }) => ticks > 0 && lots > 0)).toBe(true);
  });
});
