import { describe, expect, it, jest } from '@jest/globals';
import { map, VirtualTimeScheduler } from 'rxjs';
import { budgetOf, type Meter } from '../../operators/budgetOf.ts';
import { marbles } from '../../src/testing/index.ts';

/** Has always room. */
const endless: Meter = { limit: 10, waitFor: () => 0, spend: () => {} };

describe('budgetOf', () => {
  it(
    'grants nothing while it is penalised, however light, and lets the urgent go first then',
    marbles(({ expectObservable, scheduler }) => {
      const budget = budgetOf(endless, { scheduler });
      budget.penalise(4);
      expectObservable(budget.acquire(0, 1).pipe(map(() => `x${scheduler.now()}`))).toBe('----(x|)', { x: 'x4' });
      expectObservable(budget.acquire(1, 0).pipe(map(() => `y${scheduler.now()}`)), '-^').toBe('----(y|)', { y: 'y4' });
    }),
  );

  it(
    'counts the penalty that ends later, also where somebody waits already',
    marbles(({ expectObservable, scheduler }) => {
      const budget = budgetOf(endless, { scheduler });
      budget.penalise(6);
      budget.penalise(2);
      budget.penalise(Number.NaN);
      scheduler.schedule(() => budget.penalise(7), 3);
      expectObservable(budget.acquire().pipe(map(() => 'x'))).toBe('10ms (x|)');
    }),
  );

  it(
    'rounds waits up to whole milliseconds, and keeps waiting past what a timer can hold',
    marbles(({ expectObservable, scheduler }) => {
      let freeAt = 2.5;
      const meter: Meter = { ...endless, waitFor: (_, now) => freeAt - now, spend: () => {} };
      const scheduled = jest.spyOn(scheduler, 'schedule');
      expectObservable(
        budgetOf(meter, { scheduler })
          .acquire()
          .pipe(map(() => 'x')),
      ).toBe('---(x|)');
      scheduler.schedule(() => {
        freeAt = 2 ** 31 + 10;
      }, 4);
      expectObservable(
        budgetOf(meter, { scheduler })
          .acquire()
          .pipe(map(() => 'x')),
        '5ms ^',
      ).toBe(`${2 ** 31 + 10}ms (x|)`);
      scheduler.schedule(() => expect(scheduled.mock.calls.map(([, delay]) => delay)).toContain(2 ** 31 - 1), 6);
    }),
  );

  it('grants in one go to all that there is room for', () => {
    const scheduler = new VirtualTimeScheduler();
    const scheduled = jest.spyOn(scheduler, 'schedule');
    const budget = budgetOf(endless, { scheduler });
    budget.penalise(5);
    let granted = 0;
    for (let count = 0; count < 100; count++) budget.acquire().subscribe(() => granted++);
    scheduler.flush();
    expect(granted).toBe(100);
    expect(scheduled.mock.calls.length).toBeLessThan(5);
  });

  it('takes a clock that is set back for one that stands still', () => {
    let at = 1_000;
    const seen: number[] = [];
    const budget = budgetOf({ ...endless, spend: (_, now) => seen.push(now) }, { now: () => at });
    for (at of [1_000, 1_010, 500, 505, 400, 410]) budget.spend(1);
    expect(seen).toEqual([1_000, 1_010, 1_010, 1_015, 1_015, 1_025]);
  });

  it('runs on real timers unless told otherwise', () => {
    const budget = budgetOf(endless);
    budget.penalise(60_000);
    const waiting = budget.acquire().subscribe();
    expect(waiting.closed).toBe(false);
    waiting.unsubscribe();
  });
});
