import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BookSide } from '../../../src/model/orderBook.ts';
import { type SharedBook, sharedBook } from '../../../src/simulation/market/sharedBook.ts';

const side = fc.constantFrom<BookSide>('bid', 'ask');
const ticks = fc.integer({ min: 1, max: 4 });
const lots = fc.integer({ min: 1, max: 4 });
const owner = fc.constantFrom('ann', 'bob');
const action = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), side, ticks, lots: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ kind: fc.constant('rest' as const), side, ticks, lots, owner }),
  fc.record({ kind: fc.constant('shrink' as const), pick: fc.nat(), lots: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant('take' as const), side, ticks, lots, owner: fc.option(owner, { nil: undefined }) }),
);

/** A book in which every lot stands in the queue by itself: `crowd`, or the order it belongs to. */
const lotByLot = () => {
  const sides: Record<BookSide, Map<number, string[]>> = { bid: new Map(), ask: new Map() };
  const owners = new Map<string, string>();
  const at = (of: BookSide, price: number): string[] => sides[of].get(price) ?? [];
  const best = (of: BookSide): number | undefined =>
    [...sides[of]]
      .filter(([, queue]) => queue.length > 0)
      .map(([price]) => price)
      .sort((a, b) => (of === 'ask' ? a - b : b - a))[0];
  const takes = (from: BookSide, limit: number, count: number, taker?: string): readonly [number, string][] => {
    const trades: [number, string][] = [];
    while (trades.length < count) {
      const price = best(from);
      if (price === undefined || (from === 'ask' ? price > limit : price < limit)) break;
      const first = at(from, price)[0] ?? '';
      if (taker !== undefined && owners.get(first) === taker) break;
      trades.push([price, first]);
      sides[from].set(price, at(from, price).slice(1));
    }
    return trades;
  };
  return { sides, owners, at, best, takes };
};

const otherOf = (of: BookSide): BookSide => (of === 'bid' ? 'ask' : 'bid');

describe('sharedBook', () => {
  it('fills by price, then by time, lot for lot, and shows the sum of all that is there', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const model = lotByLot();
        const heard: [number, number][] = [];
        const filled: [string, number][] = [];
        const book: SharedBook = sharedBook({
          changed: () => {},
          traded: (_, price, size) => heard.push([price, size]),
        });
        const expected: [number, string][] = [];
        let count = 0;
        for (const step of actions) {
          if (step.kind === 'take') {
            const from = step.side;
            const trades = model.takes(from, step.ticks, step.lots, step.owner);
            expected.push(...trades);
            const { left } = book.take({
              side: from === 'ask' ? 'buy' : 'sell',
              lots: step.lots,
              limit: step.ticks,
              ...(step.owner === undefined ? {} : { owner: step.owner }),
            });
            expect(left).toBe(step.lots - trades.length);
          } else if (step.kind === 'set') {
            const trades = model.takes(otherOf(step.side), step.ticks, step.lots);
            expected.push(...trades);
            const wanted = step.lots - trades.length;
            const queue = model.at(step.side, step.ticks);
            const crowd = queue.filter((who) => who === 'crowd').length;
            const kept = queue.filter(
              (who, i) => who !== 'crowd' || queue.slice(0, i).filter((other) => other === 'crowd').length < wanted,
            );
            model.sides[step.side].set(step.ticks, [
              ...kept,
              ...Array.from({ length: Math.max(wanted - crowd, 0) }, () => 'crowd'),
            ]);
            book.set(step.side, step.ticks, step.lots);
          } else if (step.kind === 'rest') {
            const opposite = model.best(otherOf(step.side));
            const crosses =
              opposite !== undefined && (step.side === 'bid' ? opposite <= step.ticks : opposite >= step.ticks);
            if (crosses) continue;
            const id = `o${++count}`;
            model.owners.set(id, step.owner);
            model.sides[step.side].set(step.ticks, [
              ...model.at(step.side, step.ticks),
              ...Array.from({ length: step.lots }, () => id),
            ]);
            book.rest({ ...step, id, filled: (execution) => filled.push([id, execution.lots]) });
          } else {
            const id = `o${1 + (step.pick % Math.max(count, 1))}`;
            for (const half of ['bid', 'ask'] as const) {
              for (const [price, queue] of model.sides[half]) {
                const own = queue.filter((who) => who === id).length;
                const kept = Math.min(own, step.lots);
                let seen = 0;
                model.sides[half].set(
                  price,
                  queue.filter((who) => who !== id || ++seen <= kept),
                );
              }
            }
            book.shrink(id, step.lots);
          }
          for (const half of ['bid', 'ask'] as const) {
            const shown = [...model.sides[half]]
              .filter(([, queue]) => queue.length > 0)
              .map(([price, queue]) => ({ ticks: price, lots: queue.length }))
              .sort((a, b) => (half === 'ask' ? a.ticks - b.ticks : b.ticks - a.ticks));
            expect(book.shown[half]).toEqual(shown);
          }
        }
        expect(heard.flatMap(([price, size]) => Array.from({ length: size }, () => price))).toEqual(
          expected.map(([price]) => price),
        );
        expect(filled.flatMap(([id, size]) => Array.from({ length: size }, () => id))).toEqual(
          expected.map(([, who]) => who).filter((who) => who !== 'crowd'),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('lets those behind an order leave first, and those before it only when nobody is behind', () => {
    const book = sharedBook({ changed: () => {}, traded: () => 1 });
    const filled: number[] = [];
    book.set('bid', 10, 5);
    book.rest({ id: 'o1', owner: 'ann', side: 'bid', ticks: 10, lots: 2, filled: (part) => filled.push(part.lots) });
    book.set('bid', 10, 8);
    book.set('bid', 10, 3);
    book.set('bid', 10, 6);
    book.take({ side: 'sell', lots: 3 });
    expect(filled).toEqual([]);
    book.take({ side: 'sell', lots: 1 });
    expect(filled).toEqual([1]);
  });

  it('tells a trade before the change it makes, and of each price once', () => {
    const told: string[] = [];
    const book = sharedBook({
      changed: ({ kind, level }) => told.push(`${kind} ${level.ticks}:${level.lots}`),
      traded: (taker, price, size) => told.push(`${taker} ${price}:${size}`),
    });
    book.set('ask', 10, 2);
    book.rest({ id: 'o1', owner: 'ann', side: 'ask', ticks: 10, lots: 3, filled: ({ id }) => told.push(`#${id}`) });
    book.set('ask', 10, 7);
    book.set('ask', 11, 1);
    told.length = 0;
    expect(book.take({ side: 'buy', lots: 11, limit: 11 })).toEqual({ left: 0, metItself: false });
    expect(told).toEqual(['buy 10:2', 'buy 10:3', '#2', 'buy 10:5', 'deleted 10:0', 'buy 11:1', 'deleted 11:0']);
  });

  it('clears the way to an order: what the crowd has before it goes, what is behind it stays', () => {
    const book = sharedBook({ changed: () => {}, traded: () => 1 });
    for (const [price, size] of [
      [12, 4],
      [11, 3],
      [10, 5],
    ] as const)
      book.set('bid', price, size);
    const filled: number[] = [];
    book.rest({ id: 'o1', owner: 'ann', side: 'bid', ticks: 10, lots: 2, filled: (part) => filled.push(part.lots) });
    book.set('bid', 10, 9);
    book.clearWay('o1');
    expect(book.shown.bid).toEqual([{ ticks: 10, lots: 6 }]);
    book.take({ side: 'sell', lots: 1 });
    expect(filled).toEqual([1]);
  });
});
