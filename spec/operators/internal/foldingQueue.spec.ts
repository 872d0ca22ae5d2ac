import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldingQueue } from '../../../operators/internal/foldingQueue.ts';

const join = (older: readonly string[], newer: readonly string[]): readonly string[] => [...older, ...newer];

describe('foldingQueue', () => {
  it('holds what an array would, in order, however parts come and go', () => {
    const steps = fc.array(fc.constantFrom('push', 'push', 'shift'), { maxLength: 80, size: 'max' });
    fc.assert(
      fc.property(steps, (all) => {
        const queue = foldingQueue(join);
        const array: string[] = [];
        for (const [index, step] of all.entries()) {
          if (step === 'push') {
            queue.push([`${index}`]);
            array.push(`${index}`);
          } else {
            queue.shift();
            array.shift();
          }
          expect(queue).toHaveLength(array.length);
          expect(queue.fold() ?? []).toEqual(array);
        }
      }),
    );
  });

  it('combines each part a bounded number of times on average', () => {
    let combined = 0;
    const queue = foldingQueue((a: { n: number }, b: { n: number }) => {
      combined++;
      return { n: a.n + b.n };
    });
    for (let n = 0; n < 10_000; n++) {
      queue.push({ n });
      if (n >= 1_000) queue.shift();
      queue.fold();
    }
    expect(combined).toBeLessThan(4 * 10_000);
  });

  it('amounts to nothing while it is empty, and to what it has absorbed', () => {
    const queue = foldingQueue(join);
    expect(queue.fold()).toBeUndefined();
    queue.shift();
    expect(queue.fold()).toBeUndefined();
    queue.absorb(['a']);
    queue.absorb(['b']);
    expect(queue.fold()).toEqual(['a', 'b']);
    expect(queue).toHaveLength(0);
  });
});
