import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bestRow, bestRows, changeSide, NO_ASKS, NO_BIDS, type Side } from '../../src/book/side.ts';
import type { RawLevel } from '../../src/protocol/bookRule.ts';
import { raws, textsOf } from './bookSamples.ts';
import { naiveBook } from './naiveBook.ts';

/** Few prices, so that changes hit what is there; some the same by another text. */
const change = (prices: number) =>
  fc
    .tuple(
      fc.integer({ min: 1, max: prices }),
      fc.constantFrom('', '.0', '.00'),
      fc.constantFrom('0', '0.00', '1', '2.50'),
    )
    .map(([price, zeros, sizeText]): RawLevel => ({ priceText: `${price}${zeros}`, sizeText }));

const frames = (prices: number, changes: number) =>
  fc.array(fc.array(change(prices), { maxLength: changes }), { maxLength: 40 });

const rising = (count: number): readonly RawLevel[] =>
  raws(...Array.from({ length: count }, (_, index) => `${index + 1} x 1`));

const byPrice = (a: RawLevel, b: RawLevel): number => Number(a.priceText) - Number(b.priceText);
const rowsOf = (side: Side) => bestRows(side, Infinity);

describe('changeSide', () => {
  it('holds what a plain map holds, best first, whatever comes', () => {
    const depths = fc.constantFrom(1, 10, 25, 100, Infinity);
    fc.assert(
      fc.property(fc.oneof(frames(30, 8), frames(400, 200)), depths, (all, depth) => {
        const naive = naiveBook(depth);
        let [bids, asks] = [NO_BIDS, NO_ASKS];
        for (const changes of all) {
          naive.apply({ kind: 'delta', bids: changes, asks: changes });
          bids = changeSide(bids, changes, depth);
          asks = changeSide(asks, changes, depth);
          expect(textsOf(rowsOf(bids))).toEqual(naive.bids());
          expect(textsOf(rowsOf(asks))).toEqual(naive.asks());
          expect([bids.length, asks.length]).toEqual([naive.bids().length, naive.asks().length]);
        }
      }),
    );
  });

  it('leaves every earlier side as it was', () => {
    fc.assert(
      fc.property(frames(60, 50), (all) => {
        const sides = [NO_ASKS];
        for (const changes of all) sides.push(changeSide(sides.at(-1) as Side, changes, 25));
        const naive = naiveBook(25);
        for (const [index, side] of sides.entries()) {
          if (index > 0) naive.apply({ kind: 'delta', bids: [], asks: all[index - 1] ?? [] });
          expect(textsOf(rowsOf(side))).toEqual(naive.asks());
        }
      }),
    );
  });

  it('applies the changes of one price in their order', () => {
    const changes = raws('5 x 1', '5 x 0', '5 x 2', '6 x 1', '6.0 x 0.000');
    expect(textsOf(rowsOf(changeSide(NO_ASKS, changes, 10)))).toEqual(raws('5 x 2'));
  });

  it('takes the deletion of an unknown price for normal', () => {
    const side = changeSide(NO_ASKS, raws('5 x 1'), 10);
    expect(textsOf(rowsOf(changeSide(side, raws('4 x 0.0', '6 x 0'), 10)))).toEqual(raws('5 x 1'));
  });

  it('tells prices apart that one double stands for', () => {
    const [low, high] = ['0.12345678901234567', '0.12345678901234568'];
    const side = changeSide(NO_BIDS, raws(`${low} x 1`, `${high} x 2`), 10);
    expect(textsOf(rowsOf(side))).toEqual(raws(`${high} x 2`, `${low} x 1`));
    expect(textsOf(rowsOf(changeSide(side, raws(`${high} x 0`), 10)))).toEqual(raws(`${low} x 1`));
  });

  it.each([
    ['0.1', '0.1000000000000000055'],
    ['9007199254740992', '9007199254740993'],
  ])('tells %s from %s, though what was there before was short', (short, long) => {
    expect(Number(short)).toBe(Number(long));
    const side = changeSide(NO_ASKS, raws('5 x 1', `${short} x 1`), 10);
    const both = changeSide(side, raws(`${long} x 2`), 10);
    expect(textsOf(rowsOf(both))).toEqual(raws(`${short} x 1`, `${long} x 2`, '5 x 1').toSorted(byPrice));
    expect(textsOf(rowsOf(changeSide(both, raws(`${short} x 0`), 10)))).toEqual(
      raws(`${long} x 2`, '5 x 1').toSorted(byPrice),
    );
    expect(textsOf(rowsOf(changeSide(both, raws(`${long} x 4`), 10)))).toHaveLength(3);
  });

  it('finds its place among many prices of one double, wherever chunks end', () => {
    const long = Array.from({ length: 100 }, (_, index) => `0.1000000000000000055${String(index).padStart(3, '0')}`);
    const shuffled = long.toSorted((a, b) => a.slice(-1).localeCompare(b.slice(-1)) || a.localeCompare(b));
    let [asks, bids] = [NO_ASKS, NO_BIDS];
    for (const price of shuffled) {
      asks = changeSide(asks, raws(`${price} x 1`), Infinity);
      bids = changeSide(bids, raws(`${price} x 1`), Infinity);
    }
    expect(rowsOf(asks).map(({ priceText }) => priceText)).toEqual(long);
    expect(rowsOf(bids).map(({ priceText }) => priceText)).toEqual(long.toReversed());
    for (const price of shuffled) asks = changeSide(asks, raws(`${price} x 0`), Infinity);
    expect(asks.length).toBe(0);
  });

  it('copies no chunk twice for one frame, whatever the order of its changes', () => {
    const side = changeSide(NO_ASKS, rising(200), Infinity);
    const after = changeSide(side, raws('10 x 2', '150 x 2', '11 x 2', '151 x 2', '10 x 3'), Infinity);
    expect(after.chunks.filter((chunk) => !side.chunks.includes(chunk))).toHaveLength(2);
    expect(textsOf(bestRows(after, 11)).slice(9)).toEqual(raws('10 x 3', '11 x 2'));
    expect(textsOf(bestRows(side, 11)).slice(9)).toEqual(raws('10 x 1', '11 x 1'));
  });

  it('takes levels that bear their numbers as they are', () => {
    const read = { priceText: '5.0', sizeText: '1', price: 5, size: 1 };
    const side = changeSide(NO_ASKS, [read, { ...read, priceText: '4.0', price: 4 }], 10);
    expect(bestRows(side, 2)[1]).toBe(read);
    expect(changeSide(side, [{ ...read, sizeText: '0.00', size: 0 }], 10).length).toBe(1);
  });

  it('cuts only once the changes are all applied', () => {
    const side = changeSide(NO_ASKS, raws('1 x 1', '2 x 1'), 2);
    expect(textsOf(rowsOf(changeSide(side, raws('1.5 x 1', '1 x 0'), 2)))).toEqual(raws('1.5 x 1', '2 x 1'));
  });

  it('shares with the side before all but what a change touches', () => {
    const side = changeSide(NO_ASKS, rising(1000), 1000);
    for (const changes of [raws('500 x 2'), raws('500.5 x 1'), raws('500 x 0'), raws('1 x 0'), raws('0.5 x 1')]) {
      const after = changeSide(side, changes, 1000);
      const old = new Set(side.chunks);
      const fresh = after.chunks.filter((chunk) => !old.has(chunk));
      expect(fresh.reduce((rows, chunk) => rows + chunk.rows.length, 0)).toBeLessThanOrEqual(64);
      const rows = new Set(rowsOf(side));
      expect(rowsOf(after).filter((row) => !rows.has(row)).length).toBeLessThanOrEqual(1);
    }
    expect(changeSide(side, [], 1000)).toBe(side);
  });

  it('keeps chunks few, however a side was made', () => {
    const full = changeSide(NO_ASKS, rising(1000), Infinity);
    expect(full.chunks.length).toBeLessThan(40);
    const sparse = changeSide(
      full,
      raws(...rising(1000).flatMap(({ priceText }, index) => (index % 50 === 0 ? [] : [`${priceText} x 0`]))),
      Infinity,
    );
    expect(sparse.length).toBe(20);
    expect(sparse.chunks.length).toBeLessThanOrEqual(3);
    const empty = changeSide(sparse, raws(...rising(1000).map(({ priceText }) => `${priceText} x 0`)), Infinity);
    expect(empty).toEqual(NO_ASKS);
  });
});

describe('bestRows', () => {
  const side = changeSide(NO_BIDS, rising(100), 100);

  it.each([0, 1, 16, 17, 50, 100, 101, Infinity])('gives the best %d, or those there are', (count) => {
    const prices = bestRows(side, count).map(({ price }) => price);
    expect(prices).toEqual(Array.from({ length: Math.min(count, 100) }, (_, index) => 100 - index));
  });

  it.each([-1, Number.NaN])('gives none for %d', (count) => {
    expect(bestRows(side, count)).toEqual([]);
  });
});

describe('bestRow', () => {
  it('is the highest bid and the lowest ask, if there is one', () => {
    expect(bestRow(changeSide(NO_BIDS, rising(40), 40))?.price).toBe(40);
    expect(bestRow(changeSide(NO_ASKS, rising(40), 40))?.price).toBe(1);
    expect(bestRow(NO_BIDS)).toBeUndefined();
  });
});
