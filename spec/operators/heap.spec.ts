import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { heap } from '../../operators/heap.ts';

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

  it('says so when what is to be removed is not in it', () => {
    const subject = heap<Item>((a, b) => a.rank < b.rank);
    subject.add({ rank: 1 });
    expect(subject.remove({ rank: 1 })).toBe(false);
    expect(subject.size).toBe(1);
  });
});
