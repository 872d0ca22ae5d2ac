import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { heap } from '../../../operators/internal/heap.ts';

interface Item {
  readonly rank: number;
}

const steps = fc.array(
  fc.oneof(fc.record({ add: fc.nat(20) }), fc.record({ removeNth: fc.nat(50) }), fc.constant({ removeFirst: true })),
  { maxLength: 200 },
);

describe('heap', () => {
  it('has the least item at hand, whatever was added and removed', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const subject = heap<Item>((a, b) => a.rank < b.rank);
        const model: Item[] = [];
        for (const step of all) {
          if ('add' in step) {
            const item = { rank: step.add };
            subject.add(item);
            model.push(item);
          } else {
            const item = 'removeFirst' in step ? subject.first() : model[step.removeNth % Math.max(1, model.length)];
            if (item === undefined) continue;
            expect(subject.has(item)).toBe(true);
            expect(subject.remove(item)).toBe(true);
            expect(subject.has(item)).toBe(false);
            model.splice(model.indexOf(item), 1);
          }
          expect(subject.size).toBe(model.length);
          expect(subject.first()?.rank).toBe(
            model.length === 0 ? undefined : Math.min(...model.map(({ rank }) => rank)),
          );
        }
      }),
    );
  });

  it('gives them in order when it is emptied', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { maxLength: 60 }), fc.array(fc.nat(60), { maxLength: 30 }), (ranks, gone) => {
        const subject = heap<Item>((a, b) => a.rank < b.rank);
        const items = ranks.map((rank) => ({ rank }));
        for (const item of items) subject.add(item);
        const left = items.filter((item, index) => !gone.includes(index) || !subject.remove(item));
        const drained: number[] = [];
        for (let first = subject.first(); first !== undefined; first = subject.first()) {
          drained.push(first.rank);
          subject.remove(first);
        }
        expect(drained).toEqual(left.map(({ rank }) => rank).toSorted((a, b) => a - b));
      }),
    );
  });

  it('lifts what fills the hole of a removed one above its parent', () => {
    const subject = heap<Item>((a, b) => a.rank < b.rank);
    const items = [0, 10, 1, 11, 12, 2, 3].map((rank) => ({ rank }));
    for (const item of items) subject.add(item);
    // 3 takes the place of 11, below 10; what is added then keeps it from being moved from there.
    subject.remove(items[3] as Item);
    for (const rank of [20, 21]) subject.add({ rank });
    for (const index of [0, 2, 5]) subject.remove(items[index] as Item);
    expect(subject.first()?.rank).toBe(3);
  });

  it('says so when what is to be removed is not in it', () => {
    const subject = heap<Item>((a, b) => a.rank < b.rank);
    subject.add({ rank: 1 });
    expect(subject.remove({ rank: 1 })).toBe(false);
    expect(subject.size).toBe(1);
  });

  it.each([16, 256, 4_096, 65_536])('compares no more often than its depth allows, with %d items in it', (size) => {
    let compared = 0;
    const items = heap<{ readonly rank: number }>((a, b) => {
      compared++;
      return a.rank < b.rank;
    });
    const item = (n: number) => ({ rank: (n * 7_919) % 65_537 });
    const all = Array.from({ length: size }, (_, n) => item(n));
    for (const each of all) items.add(each);
    compared = 0;
    // One in, one out, wherever it stands.
    for (const [n, each] of all.slice(0, 1_000).entries()) {
      items.add(item(size + n));
      items.remove(each);
    }
    const depth = Math.log2(size) + 1;
    expect(compared).toBeLessThanOrEqual(Math.min(size, 1_000) * (depth + 1 + 2 * depth));
    expect(compared).toBeGreaterThan(0);
  });
});
