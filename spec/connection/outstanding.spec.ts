import { describe, expect, it } from '@jest/globals';
import { outstanding } from '../../src/connection/outstanding.ts';

describe('outstanding', () => {
  it('tells whether there is any, and how long there has been', () => {
    let now = 5;
    const { begin, some, lasted } = outstanding({ monotonic: () => now });
    const told: unknown[] = [];
    const at = (instant: number, act: () => void = () => {}): void => {
      now = instant;
      act();
      told.push([some(), lasted()]);
    };
    at(6);
    const first = begin();
    at(8);
    const second = begin();
    at(9, first);
    at(10, first);
    at(12, second);
    at(20);
    const third = begin();
    at(21, third);
    at(30);
    expect(told).toEqual([
      [false, 0],
      [true, 2],
      [true, 3],
      [true, 4],
      [false, 6],
      [false, 6],
      [false, 7],
      [false, 7],
    ]);
  });
});
