import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { marketBook } from '../../../src/simulation/market/marketBook.ts';

const change = fc.record({
  side: fc.constantFrom('bid' as const, 'ask' as const),
  ticks: fc.integer({ min: 1, max: 12 }),
  lots: fc.integer({ min: 0, max: 3 }),
});

describe('marketBook', () => {
  it('holds each price once, best first, and tells truly what changed', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const book = marketBook();
        const naive = { bid: new Map<number, number>(), ask: new Map<number, number>() };
        for (const { side, ticks, lots } of changes) {
          const before = naive[side].get(ticks);
          const place = [...naive[side].keys()].filter((other) =>
            side === 'bid' ? other > ticks : other < ticks,
          ).length;
          const told = book.set(side, ticks, lots);
          if (lots === 0) naive[side].delete(ticks);
          else naive[side].set(ticks, lots);
          const kind = lots === 0 ? 'deleted' : before === undefined ? 'added' : 'changed';
          const isNothing = (before ?? 0) === lots;
          expect(told).toEqual(isNothing ? undefined : { side, kind, index: place, level: { ticks, lots } });
          const sorted = [...naive[side]].sort(([a], [b]) => (side === 'bid' ? b - a : a - b));
          expect(book[side].map((level) => [level.ticks, level.lots])).toEqual(sorted);
        }
      }),
    );
  });
});
