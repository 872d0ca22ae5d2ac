import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  concat,
  defer,
  EMPTY,
  map,
  type Observable,
  of,
  type SchedulerLike,
  type Subscription,
  VirtualTimeScheduler,
} from 'rxjs';
import { type RetryBudget, type RetryBudgetConfig, retryBudget } from '../../operators/retryBudget.ts';
import type { Clock } from '../../src/model/seams.ts';
import { marbles } from '../../src/testing/index.ts';

/** A withdrawal one can see: `t` when the token is taken. */
function taken(budget: RetryBudget, then: () => void = () => {}): Observable<string> {
  return concat(
    budget.withdraw(),
    defer(() => (then(), of('t'))),
  );
}

describe('retryBudget', () => {
  it(
    'gives a token at once while there is one, then one each time one has come in',
    marbles(({ expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 200, burst: 2, scheduler });
      expectObservable(taken(budget)).toBe('(t|)');
      expectObservable(taken(budget)).toBe('(t|)');
      expectObservable(taken(budget)).toBe('-----(t|)');
      expectObservable(taken(budget)).toBe('----------(t|)');
    }),
  );

  it(
    'takes a token for each subscription, none for a call',
    marbles(({ expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 200, burst: 1, scheduler });
      budget.withdraw();
      const withdrawal$ = taken(budget);
      expectObservable(withdrawal$).toBe('(t|)');
      expectObservable(withdrawal$).toBe('-----(t|)');
    }),
  );

  it(
    'gives up the turn of who leaves, so that those behind move up',
    marbles(({ expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 200, burst: 1, scheduler });
      expectObservable(taken(budget)).toBe('          (t|)');
      expectObservable(taken(budget), '      ^-!').toBe('---');
      expectObservable(taken(budget)).toBe('          -----(t|)');
    }),
  );

  it(
    'never holds more than its burst, however long nobody asks',
    marbles(({ expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 200, burst: 2, scheduler });
      const late = '                                            60s ^';
      expectObservable(taken(budget), late).toBe('              60s (t|)');
      expectObservable(taken(budget), late).toBe('              60s (t|)');
      expectObservable(taken(budget), late).toBe('              60s -----(t|)');
    }),
  );

  it(
    'keeps the fraction that has come in',
    marbles(({ expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 200, burst: 1, scheduler });
      expectObservable(taken(budget)).toBe('              (t|)');
      expectObservable(taken(budget), '          ---^').toBe('-----(t|)');
    }),
  );

  it.each<[string, Partial<RetryBudgetConfig>]>([
    ['is one at least', { perSecond: 0, burst: 0 }],
    ['is what comes in a second unless told otherwise', { perSecond: 1 }],
  ])('has a burst that %s', (_, config) => {
    marbles(({ expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 0, ...config, scheduler });
      expectObservable(taken(budget)).toBe('(t|)');
      expectObservable(taken(budget), '^ 9ms !').toBe('-');
    })();
  });

  it(
    'waits for successes alone, without a timer, when nothing comes in by itself',
    marbles(({ cold, expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 0, ratio: 0.5, scheduler });
      expectObservable(taken(budget)).toBe('                             (t|)');
      expectObservable(taken(budget)).toBe('                             ---(t|)');
      const successes$ = cold('                                          -s-s|');
      expectObservable(successes$.pipe(map(() => budget.deposit()))).toBe('-s-s|', { s: undefined });
    }),
  );

  it(
    'lets a success pay for waits, and for no more than the burst when nobody waits',
    marbles(({ cold, expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 0, burst: 1, ratio: 5, scheduler });
      const deposit$ = cold('-(d|)').pipe(map(() => budget.deposit()));
      expectObservable(deposit$).toBe('-(d|)', { d: undefined });
      expectObservable(taken(budget), '  --^').toBe('--(t|)');
      expectObservable(taken(budget), '  --^ 9ms !').toBe('--');
    }),
  );

  it(
    'serves who asks again from within its own turn after those who wait',
    marbles(({ expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 200, burst: 1, scheduler });
      expectObservable(taken(budget)).toBe('                         (t|)');
      expectObservable(concat(taken(budget), taken(budget))).toBe('  -----t---------(t|)');
      expectObservable(taken(budget)).toBe('                         ----------(t|)');
    }),
  );

  it(
    'bears being left, and paid, from within a turn',
    marbles(({ expectObservable, scheduler }) => {
      const budget = retryBudget({ perSecond: 200, burst: 1, ratio: 1, scheduler });
      let second: Subscription | undefined;
      expectObservable(taken(budget)).toBe('(t|)');
      const first$ = taken(budget, () => {
        second?.unsubscribe();
        budget.deposit();
      });
      expectObservable(first$).toBe('-----(t|)');
      let told = false;
      expectObservable(
        defer(() => {
          second = taken(budget).subscribe(() => {
            told = true;
          });
          return EMPTY;
        }),
      ).toBe('|');
      expectObservable(taken(budget)).toBe('-----(t|)');
      scheduler.schedule(() => expect(told).toBe(false), 30);
    }),
  );

  it(
    'takes its instants from the clock, and a clock set back for no time at all',
    marbles(({ expectObservable, scheduler }) => {
      const monotonic = (): number => scheduler.now() - (scheduler.now() >= 3 ? 1_000 : 0);
      const clock: Clock = { wall: () => Number.NaN, monotonic };
      const budget = retryBudget({ perSecond: 200, burst: 1, scheduler, clock });
      expectObservable(taken(budget)).toBe('(t|)');
      // The timer at 5 finds 995 ms taken back, counts anew from there and is set again.
      expectObservable(taken(budget)).toBe('----------(t|)');
    }),
  );

  it('gives a token paid from within a turn to the next', () => {
    const budget = retryBudget({ perSecond: 0, ratio: 1, scheduler: new VirtualTimeScheduler() });
    const served: string[] = [];
    const ask = (name: string, then: () => void = () => {}): unknown =>
      budget.withdraw().subscribe({ complete: () => (served.push(name), then()) });
    ask('first');
    ask('second', () => budget.deposit());
    ask('third');
    ask('fourth');
    budget.deposit();
    expect(served).toEqual(['first', 'second', 'third']);
  });

  it('sets one timer for ten thousand that wait, for the whole milliseconds until there is a token', () => {
    const virtual = new VirtualTimeScheduler();
    const delays: unknown[] = [];
    const schedule: SchedulerLike['schedule'] = (work, delay, state) => {
      delays.push(delay);
      return virtual.schedule(work as never, delay, state);
    };
    const budget = retryBudget({ perSecond: 3, burst: 1, scheduler: { now: () => virtual.now(), schedule } });
    for (let n = 0; n <= 10_000; n++) budget.withdraw().subscribe();
    expect(delays).toEqual([334]);
  });

  it('sets no timer when nothing comes in by itself', () => {
    const scheduler = new VirtualTimeScheduler();
    const budget = retryBudget({ perSecond: 0, scheduler });
    for (let n = 0; n < 3; n++) budget.withdraw().subscribe();
    expect(scheduler.actions).toEqual([]);
  });

  it('holds a timer only while somebody waits', () => {
    const scheduler = new VirtualTimeScheduler();
    const budget = retryBudget({ perSecond: 1, scheduler });
    budget.withdraw().subscribe();
    budget.deposit();
    expect(scheduler.actions.length).toBe(0);
    const waits = [budget.withdraw().subscribe(), budget.withdraw().subscribe()];
    expect(scheduler.actions.length).toBe(1);
    for (const wait of waits) wait.unsubscribe();
    expect(scheduler.actions.length).toBe(0);
  });

  it('drops none, serves in order of asking, and gives in no window more than burst and income', () => {
    const plan = fc.record({
      perSecond: fc.constantFrom(0.3, 1, 3, 7, 100, 1 / 7),
      burst: fc.integer({ min: 1, max: 5 }),
      askedAt: fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 40 }),
    });
    fc.assert(
      fc.property(plan, ({ perSecond, burst, askedAt }) => {
        const scheduler = new VirtualTimeScheduler();
        const budget = retryBudget({ perSecond, burst, scheduler });
        const given: { readonly askedAt: number; readonly at: number }[] = [];
        for (const asked of askedAt) {
          scheduler.schedule(() => {
            budget.withdraw().subscribe({ complete: () => given.push({ askedAt: asked, at: scheduler.now() }) });
          }, asked);
        }
        scheduler.flush();
        expect(given.map((each) => each.askedAt)).toEqual(askedAt.toSorted((a, b) => a - b));
        given.forEach((first, from) => {
          given.slice(from).forEach((last, count) => {
            expect(count + 1).toBeLessThanOrEqual(burst + ((last.at - first.at) * perSecond) / 1_000 + 1e-9);
          });
        });
        // Nor is anybody kept waiting for more than rounding: by then the tokens must have come in.
        const last = given.at(-1)?.at ?? 0;
        const needed = (askedAt.length / perSecond) * 1_000 + askedAt.length * 2;
        expect(last).toBeLessThanOrEqual(Math.max(...askedAt) + needed);
      }),
    );
  });
});
