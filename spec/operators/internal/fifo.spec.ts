import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fifo } from '../../../operators/internal/fifo.ts';

describe('fifo', () => {
  it('does as an array does', () => {
    const steps = fc.array(fc.option(fc.nat(), { nil: undefined }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (pushes) => {
        const queue = fifo<number>();
        const model: number[] = [];
        for (const value of pushes) {
          if (value === undefined) expect(queue.shift()).toBe(model.shift());
          else {
            queue.push(value);
            model.push(value);
          }
          expect([queue.size(), queue.first()]).toEqual([model.length, model[0]]);
        }
      }),
    );
  });

  it('holds values that are undefined', () => {
    const queue = fifo<undefined>();
    queue.push(undefined);
    queue.push(undefined);
    queue.shift();
    expect(queue.size()).toBe(1);
    queue.shift();
    queue.shift();
    expect(queue.size()).toBe(0);
  });
});
