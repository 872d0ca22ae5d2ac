import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type BookStamp, cutBook, makeBook } from '../../src/book/orderBook.ts';
import { changeSide, NO_ASKS, NO_BIDS } from '../../src/book/side.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import { raws, textsOf } from './bookSamples.ts';

const stamp: BookStamp = { exchange: 'kraken', symbol: 'BTC/USD', unit: 'base', receivedAt: 7 };

const bookOf = (
  bids: readonly string[],
  asks: readonly string[],
  depth = 10,
  more: Partial<BookStamp> = {},
): OrderBook =>
  makeBook(
    { ...stamp, ...more },
    changeSide(NO_BIDS, raws(...bids), Infinity),
    changeSide(NO_ASKS, raws(...asks), Infinity),
    depth,
  );

const BIDS = ['4.9 x 1.0', '4.8 x 2', '4.7 x 3'];
const ASKS = ['5.0 x 1', '5.1 x 2', '5.2 x 3'];

/** How many levels are made while `act` runs: each is frozen once, when it is made. */
const levelsMade = (act: () => void): number => {
  const freeze = jest.spyOn(Object, 'freeze');
  act();
  const made = freeze.mock.calls.filter(([frozen]) => 'priceText' in (frozen as object)).length;
  freeze.mockRestore();
  return made;
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe('makeBook', () => {
  it('shows both sides, best first', () => {
    const book = bookOf(BIDS, ASKS);
    expect(textsOf(book.bids)).toEqual(raws(...BIDS));
    expect(textsOf(book.asks)).toEqual(raws(...ASKS));
    expect(book.bestBid).toEqual({ price: 4.9, size: 1, priceText: '4.9', sizeText: '1.0' });
    expect(book.bestAsk?.priceText).toBe('5.0');
  });

  it('shows no more than the depth, whatever the sides hold', () => {
    const book = bookOf(BIDS, ASKS, 2);
    expect([book.bids.length, book.asks.length, book.levels('bid', 3).length]).toEqual([2, 2, 2]);
    expect(book.toJSON().asks.length).toBe(2);
  });

  it('gives the best levels of a side, or those there are', () => {
    const { levels } = bookOf(BIDS, ASKS);
    expect(textsOf(levels('bid', 2))).toEqual(raws('4.9 x 1.0', '4.8 x 2'));
    expect(textsOf(levels('ask', 1))).toEqual(raws('5.0 x 1'));
    expect(levels('ask', 99).length).toBe(3);
    expect([0, -1, Number.NaN, 0.9, 2.9].map((n) => levels('bid', n).length)).toEqual([0, 0, 0, 0, 2]);
  });

  it.each([
    ['4.9', '5.0', 4.95, 0.1],
    ['0.1', '0.2', 0.15, 0.1],
    ['0.1', '0.3', 0.2, 0.2],
    ['63004.9', '63005.0', 63004.95, 0.1],
    ['0.00000007', '0.00000010', 0.000000085, 0.00000003],
    ['1.005', '1.01', 1.0075, 0.005],
    ['5', '8', 6.5, 3],
    // More decimals than a double has: as near as doubles come.
    ['0.1234567890123456789012345', '0.5', 0.31172839450617285, 0.3765432109876543],
    ['9007199254740993', '9007199254740999', 9007199254740996, 8],
  ])('computes mid and spread of %s and %s without float noise', (bid, ask, mid, spread) => {
    const book = bookOf([`${bid} x 1`], [`${ask} x 1`]);
    expect([book.mid, book.spread]).toEqual([mid, spread]);
  });

  it('has no best, mid and spread where a side is empty', () => {
    for (const book of [bookOf([], ASKS), bookOf(BIDS, []), bookOf([], [])]) {
      expect([book.mid, book.spread]).toEqual([undefined, undefined]);
    }
    expect(bookOf([], ASKS).bestBid).toBeUndefined();
    expect(bookOf(BIDS, []).bestAsk).toBeUndefined();
    expect(bookOf([], []).bids).toEqual([]);
  });

  it('makes no level before one is read, and each once', () => {
    expect(levelsMade(() => bookOf(BIDS, ASKS))).toBe(0);
    const book = bookOf(BIDS, ASKS);
    expect(levelsMade(() => [book.bestBid, book.bestBid, book.mid])).toBe(2);
    expect(levelsMade(() => book.levels('bid', 2))).toBe(1);
    expect(levelsMade(() => book.toJSON())).toBe(3);
    expect(levelsMade(() => [book.bids, book.asks, book.levels('ask', 3)])).toBe(0);
  });

  it('shares levels among the books that hold the row', () => {
    const bids = changeSide(NO_BIDS, raws(...BIDS), 10);
    const later = changeSide(bids, raws('4.8 x 5'), 10);
    const [book, next] = [makeBook(stamp, bids, NO_ASKS, 10), makeBook(stamp, later, NO_ASKS, 10)];
    expect(next.bids[0]).toBe(book.bids[0]);
    expect(next.bids[1]).not.toBe(book.bids[1]);
    expect(book.bestBid).toBe(book.bids[0]);
  });

  it('makes a whole side once', () => {
    const book = bookOf(BIDS, ASKS);
    expect(book.bids).toBe(book.bids);
    expect(book.asks).toBe(book.asks);
    expect(book.levels('bid', Infinity)).toBe(book.bids);
  });

  it('cannot be altered', () => {
    const book = bookOf(BIDS, ASKS, 10, { checksum: 1, time: 2 });
    const before = JSON.stringify(book);
    const loose = book as unknown as Record<string, unknown>;
    for (const name of ['kind', 'bids', 'bestBid', 'mid', 'levels', 'toJSON', 'checksum', 'receivedAt', 'own'])
      expect(() => {
        loose[name] = 0;
      }).toThrow(TypeError);
    expect(() => Object.defineProperty(book, 'bids', { value: [] })).toThrow(TypeError);
    expect(() => Object.setPrototypeOf(book, null)).toThrow(TypeError);
    const shared = Object.getPrototypeOf(book) as object;
    expect(() => Object.defineProperty(shared, 'mid', { value: 0 })).toThrow(TypeError);
    for (const levels of [book.bids, book.asks, book.levels('bid', 1), book.levels('ask', 0)]) {
      expect(() => (levels as unknown[]).push(0)).toThrow(TypeError);
      expect(Object.isFrozen(levels)).toBe(true);
    }
    for (const level of [...book.bids, ...book.asks]) expect(Object.isFrozen(level)).toBe(true);
    const plain = book.toJSON() as unknown as Record<string, unknown>;
    plain['bids'] = [];
    expect(JSON.stringify(book)).toBe(before);
  });

  it('is plain data as JSON, without what is absent', () => {
    const book = bookOf(['4.9 x 1.0'], [], 10, { checksum: 5, time: 6, sequence: '9007199254740993' });
    expect(JSON.parse(JSON.stringify(book))).toStrictEqual({
      ...stamp,
      kind: 'book',
      bids: [{ price: 4.9, size: 1, priceText: '4.9', sizeText: '1.0' }],
      asks: [],
      checksum: 5,
      time: 6,
      sequence: '9007199254740993',
    });
    expect(book.toJSON()).toStrictEqual(JSON.parse(JSON.stringify(book)));
    expect(Object.keys(bookOf([], []).toJSON()).sort()).toEqual([
      'asks',
      'bids',
      'exchange',
      'kind',
      'receivedAt',
      'symbol',
      'unit',
    ]);
    expect(bookOf([], [])).not.toHaveProperty('checksum');
  });

  it('lends its methods without itself', () => {
    const { levels, toJSON } = bookOf(BIDS, ASKS);
    expect(levels('bid', 1)[0]?.priceText).toBe('4.9');
    expect(toJSON().bids.length).toBe(3);
  });
});

describe('cutBook', () => {
  const whole = bookOf(BIDS, ASKS, 10, { checksum: 1, sequence: '2', time: 3 });

  it('shows the best levels of a side, and the same best', () => {
    const cut = cutBook(whole, 2);
    expect([textsOf(cut.bids), textsOf(cut.asks)]).toEqual([raws(...BIDS.slice(0, 2)), raws(...ASKS.slice(0, 2))]);
    expect(cut.levels('ask', 3).length).toBe(2);
    expect([cut.bestBid, cut.bestAsk]).toEqual([whole.bestBid, whole.bestAsk]);
    expect([cut.mid, cut.spread]).toEqual([4.95, 0.1]);
  });

  it('shows no more than there is', () => {
    expect(cutBook(whole, 99).bids).toEqual(whole.bids);
    expect(cutBook(cutBook(whole, 1), 2).bids.length).toBe(1);
    expect(cutBook(whole, 0).bestBid).toBeUndefined();
  });

  it('keeps the stamp, of the state it was cut from', () => {
    const { bids, asks, ...rest } = cutBook(whole, 1).toJSON();
    expect([bids.length, asks.length]).toEqual([1, 1]);
    expect(rest).toStrictEqual({ ...stamp, kind: 'book', checksum: 1, sequence: '2', time: 3 });
    expect(cutBook(bookOf([], []), 1)).not.toHaveProperty('checksum');
  });

  it('makes no level before one is read', () => {
    const fresh = bookOf(BIDS, ASKS);
    expect(levelsMade(() => cutBook(fresh, 2))).toBe(0);
    expect(levelsMade(() => cutBook(fresh, 2).bids)).toBe(2);
  });

  it('is frozen and makes a side once', () => {
    const cut = cutBook(whole, 2);
    expect([Object.isFrozen(cut), Object.isFrozen(cut.bids)]).toEqual([true, true]);
    expect(cut.bids).toBe(cut.bids);
  });
});
