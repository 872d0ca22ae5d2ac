import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concat, finalize, from, map, mergeMap, timer, VirtualTimeScheduler } from 'rxjs';
import type { Budget } from '../../operators/budget.ts';
import { calendarWindow } from '../../operators/calendarWindow.ts';
import { rateLimit } from '../../operators/rateLimit.ts';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { tokenBucket } from '../../operators/tokenBucket.ts';

interface Passed {
  readonly at: number;
  readonly lane: number;
  readonly number: number;
  readonly weights: readonly number[];
}

interface Value {
  readonly at: number;
  readonly lane: number;
  readonly weights: readonly [number, number, number];
}

const WINDOW = 10;
const [SLIDING, BUCKET, CALENDAR] = [0, 1, 2];
const LIMIT = 4;

const value: fc.Arbitrary<Value> = fc.record({
  at: fc.nat(100),
  lane: fc.nat(2),
  weights: fc.tuple(fc.nat(LIMIT), fc.nat(LIMIT), fc.nat(LIMIT)),
});
const streams = fc.array(
  fc.record({
    uses: fc.uniqueArray(fc.constantFrom(SLIDING, BUCKET, CALENDAR), { maxLength: 3 }),
    values: fc.array(value, { maxLength: 25, size: 'max' }),
    leavesAt: fc.option(fc.nat(150)),
  }),
  { maxLength: 5 },
);

/** Several streams that share some of three budgets, run to their end; what each let through, and which completed. */
function run(plan: typeof streams extends fc.Arbitrary<infer P> ? P : never): {
  readonly passed: readonly (readonly Passed[])[];
  readonly completed: readonly number[];
} {
  const scheduler = new VirtualTimeScheduler();
  const budgets: readonly Budget[] = [
    slidingWindow({ limit: LIMIT, window: WINDOW, scheduler }),
    tokenBucket({ capacity: LIMIT, refill: 1, per: 3, scheduler }),
    calendarWindow({ limit: LIMIT, window: WINDOW, scheduler }),
  ];
  const passed: Passed[][] = plan.map(() => []);
  const completed: number[] = [];
  for (const [index, { uses, values, leavesAt }] of plan.entries()) {
    const source$ = from(values.toSorted((a, b) => a.at - b.at)).pipe(
      mergeMap((each, number) => timer(each.at, scheduler).pipe(map(() => ({ ...each, number })))),
    );
    const limited$ = source$.pipe(
      rateLimit({
        budgets: uses.map((use) => budgets[use] as Budget),
        lane: ({ lane }) => lane,
        weight: ({ weights }, budget) => weights[budgets.indexOf(budget)] ?? 0,
      }),
    );
    const subscription = limited$.subscribe({
      next: ({ lane, number, weights }) =>
        passed[index]?.push({
          at: scheduler.now(),
          lane,
          number,
          weights: weights.map((weight, budget) => (uses.includes(budget) ? weight : 0)),
        }),
      complete: () => completed.push(index),
    });
    if (leavesAt !== null) scheduler.schedule(() => subscription.unsubscribe(), leavesAt);
  }
  scheduler.flush();
  return { passed, completed };
}

describe('rateLimit on shared budgets', () => {
  it('never lets any budget be exceeded, in any window', () => {
    fc.assert(
      fc.property(streams, (plan) => {
        const all = run(plan).passed.flat();
        const spent = (budget: number, within: (at: number) => boolean): number =>
          all.filter(({ at }) => within(at)).reduce((total, { weights }) => total + (weights[budget] ?? 0), 0);
        for (const { at: start } of all) {
          expect(spent(SLIDING, (at) => at >= start && at < start + WINDOW)).toBeLessThanOrEqual(LIMIT);
          expect(spent(CALENDAR, (at) => Math.floor(at / WINDOW) === Math.floor(start / WINDOW))).toBeLessThanOrEqual(
            LIMIT,
          );
          for (const { at: end } of all) {
            if (end < start) continue;
            expect(3 * spent(BUCKET, (at) => at >= start && at <= end)).toBeLessThanOrEqual(3 * LIMIT + (end - start));
          }
        }
      }),
    );
  });

  it('lets everything through in the end, whoever else left on the way', () => {
    fc.assert(
      fc.property(streams, (plan) => {
        const { passed, completed } = run(plan);
        for (const [index, { values, leavesAt }] of plan.entries()) {
          if (leavesAt !== null) continue;
          expect(completed).toContain(index);
          expect(passed[index]?.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([...values.keys()]);
        }
      }),
    );
  });

  it('keeps the order within a lane of a stream', () => {
    fc.assert(
      fc.property(streams, (plan) => {
        for (const passed of run(plan).passed) {
          for (const lane of [0, 1, 2]) {
            const numbers = passed.filter((each) => each.lane === lane).map(({ number }) => number);
            expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          }
        }
      }),
    );
  });

  it('keeps to the window for thousands of values, and uses it whole', () => {
    const scheduler = new VirtualTimeScheduler();
    const budget = slidingWindow({ limit: 300, window: 1_000, scheduler });
    const times: number[] = [];
    const one = (count: number, weight: number) =>
      from(Array.from({ length: count }, (_, at) => at)).pipe(
        mergeMap((at) => timer(at, scheduler)),
        rateLimit({ budgets: [budget], weight: () => weight, queue: count }),
        map(() => weight),
      );
    for (const each$ of [one(2_000, 1), one(1_000, 2)])
      each$.subscribe((weight) => times.push(...Array.from({ length: weight }, () => scheduler.now())));
    scheduler.flush();
    expect(times).toHaveLength(4_000);
    for (const [index, at] of times.entries())
      expect((times[index + 300] ?? Infinity) - at).toBeGreaterThanOrEqual(1_000);
    // 4,000 at 300 a second are 14 windows: the last of them opens after 13 seconds.
    expect(times.at(-1)).toBeLessThan(14_000);
  });

  it('forgets what is past, however many instants that were', () => {
    const scheduler = new VirtualTimeScheduler();
    const budget = slidingWindow({ limit: 50, window: 100, scheduler });
    const late: number[] = [];
    // One every other millisecond is just what the window holds.
    from(Array.from({ length: 1_000 }, (_, index) => 2 * index))
      .pipe(
        mergeMap((at) => timer(at, scheduler).pipe(map(() => at))),
        rateLimit({ budgets: [budget] }),
      )
      .subscribe((at) => late.push(scheduler.now() - at));
    scheduler.flush();
    expect(late).toEqual(Array.from({ length: 1_000 }, () => 0));
  });

  it('leaves no timer behind', () => {
    const scheduler = new VirtualTimeScheduler();
    const budget = slidingWindow({ limit: 1, window: 1_000, scheduler });
    let left = 0;
    const subscriptions = [1, 2, 3].map(() =>
      concat(from([1, 2, 3]), timer(10_000, scheduler))
        .pipe(
          finalize(() => left++),
          rateLimit({ budgets: [budget] }),
        )
        .subscribe(),
    );
    for (const subscription of subscriptions) subscription.unsubscribe();
    scheduler.flush();
    expect(left).toBe(3);
    expect(scheduler.now()).toBe(0);
  });
});
