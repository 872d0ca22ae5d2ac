import { describe, expect, it } from '@jest/globals';
import { map, mergeMap, range } from 'rxjs';
import type { Budget } from '../../operators/budget.ts';
import { BudgetOverflowError } from '../../operators/budgetOverflowError.ts';
import { calendarWindow } from '../../operators/calendarWindow.ts';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { tokenBucket } from '../../operators/tokenBucket.ts';
import { marbles } from '../../src/testing/index.ts';

const asks = (budget: Budget, count: number) =>
  range(1, count).pipe(mergeMap((number) => budget.acquire().pipe(map(() => String(number)))));

describe('slidingWindow', () => {
  it(
    'grants no more than its limit in any window, and each as soon as that allows',
    marbles(({ expectObservable, scheduler }) => {
      const budget = slidingWindow({ limit: 2, window: 6, scheduler });
      expectObservable(asks(budget, 1)).toBe('              (1|)');
      expectObservable(asks(budget, 3), '    --^').toBe('   --1---2-(3|)');
    }),
  );

  it(
    'makes up for what was spent past its limit',
    marbles(({ expectObservable, scheduler }) => {
      const budget = slidingWindow({ limit: 2, window: 3, scheduler });
      budget.spend(2);
      scheduler.schedule(() => budget.spend(3), 1);
      expect(budget.waitFor(1)).toBe(3);
      expectObservable(asks(budget, 1)).toBe('----(1|)');
    }),
  );

  it('tells time by the monotonic side of a clock', () => {
    let at = 0;
    const clock = { wall: () => Number.NaN, monotonic: () => at };
    const budget = slidingWindow({ limit: 2, window: 6, clock });
    budget.spend(2);
    at = 4;
    expect(budget.waitFor(1)).toBe(2);
  });
});

describe('tokenBucket', () => {
  it(
    'allows a burst and refills evenly',
    marbles(({ expectObservable, scheduler }) => {
      const budget = tokenBucket({ capacity: 2, refill: 1, per: 5, scheduler });
      expectObservable(asks(budget, 4)).toBe('(12)-3----(4|)');
    }),
  );

  it(
    'is never fuller than full, and refills per second unless told otherwise',
    marbles(({ expectObservable, scheduler }) => {
      const budget = tokenBucket({ capacity: 1, refill: 4, scheduler });
      expectObservable(asks(budget, 2), '2000ms ^').toBe('2000ms 1 249ms (2|)');
    }),
  );

  it('tells time by the monotonic side of a clock, in parts of a millisecond too', () => {
    let at = 0.25;
    const clock = { wall: () => Number.NaN, monotonic: () => at };
    const budget = tokenBucket({ capacity: 1, refill: 1, per: 1, clock });
    budget.spend(1);
    at = 0.5;
    expect(budget.waitFor(1)).toBe(0.75);
  });
});

describe('calendarWindow', () => {
  it(
    'is whole again at each turn',
    marbles(({ expectObservable, scheduler }) => {
      const budget = calendarWindow({ limit: 1, window: 6, scheduler });
      expectObservable(asks(budget, 3), '     ----^').toBe('----1-2-----(3|)');
    }),
  );

  it('turns by the wall, and grants nothing in a window that comes again', () => {
    let wall = 10_700;
    const clock = { wall: () => wall, monotonic: () => 0 };
    const budget = calendarWindow({ limit: 1, window: 1_000, clock });
    budget.spend(1);
    expect(budget.waitFor(1)).toBe(300);
    wall = 11_050;
    expect(budget.waitFor(1)).toBe(0);
    wall = 10_900;
    expect(budget.waitFor(1)).toBe(100);
    wall = 11_000;
    expect(budget.waitFor(1)).toBe(0);
  });

  it('runs penalties by the monotonic side', () => {
    const clock = { wall: () => 10_700, monotonic: () => 5 };
    const budget = calendarWindow({ limit: 1, window: 1_000, clock });
    budget.penalise(40);
    expect(budget.waitFor(1)).toBe(40);
  });
});

describe.each<[string, (limit: number) => Budget]>([
  ['slidingWindow', (limit) => slidingWindow({ limit, window: 5 })],
  ['tokenBucket', (capacity) => tokenBucket({ capacity, refill: 1 })],
  ['calendarWindow', (limit) => calendarWindow({ limit, window: 5 })],
])('%s', (_, make) => {
  it(
    'refuses at once what it could never grant',
    marbles(({ expectObservable }) => {
      for (const [limit, weight] of [
        [3, 4],
        [3, -1],
        [3, Number.NaN],
        [0, 1],
        [Number.NaN, 1],
      ] as const)
        expectObservable(make(limit).acquire(weight)).toBe('#', undefined, new BudgetOverflowError(weight, limit));
    }),
  );
});

describe('an option that must be above 0', () => {
  it.each<[string, (value: number) => Budget]>([
    ['window', (window) => slidingWindow({ limit: 1, window })],
    ['window', (window) => calendarWindow({ limit: 1, window })],
    ['refill', (refill) => tokenBucket({ capacity: 1, refill })],
    ['per', (per) => tokenBucket({ capacity: 1, refill: 1, per })],
  ])('is refused otherwise (%s)', (option, make) => {
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => make(value)).toThrow(new RangeError(`${option} must be a finite number above 0, not ${value}`));
  });
});
