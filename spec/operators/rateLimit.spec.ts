import { describe, expect, it } from '@jest/globals';
import { concat, EMPTY, NEVER, of, range, Subject, take, throwError, VirtualTimeScheduler } from 'rxjs';
import type { Budget } from '../../operators/budget.ts';
import { BudgetOverflowError } from '../../operators/budgetOverflowError.ts';
import { type OnOverflow, OverflowError } from '../../operators/overflowError.ts';
import { type RateLimitConfig, rateLimit } from '../../operators/rateLimit.ts';
import { type SlidingWindowConfig, slidingWindow } from '../../operators/slidingWindow.ts';
import { type MarbleHelpers, marbles } from '../../src/testing/index.ts';

/** Two in any five milliseconds. */
const twoInFive = ({ scheduler }: Pick<MarbleHelpers, 'scheduler'>) =>
  slidingWindow({ limit: 2, window: 5, scheduler });

/** Capitals are urgent. */
const lane = (value: string): number => (value < 'a' ? 0 : 1);

describe('rateLimit', () => {
  it(
    'passes at once what the budget grants, and delays the rest',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const source$ = cold('                                 (abc)-----d----e--');
      expectObservable(source$.pipe(rateLimit({ budgets }))).toBe('(ab)-c----d----e--');
      expectSubscriptions(source$.subscriptions).toBe('      ^-----------------');
    }),
  );

  it(
    'completes once the last that waits has gone',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const source$ = cold('                                           -(abcde|)');
      expectObservable(source$.pipe(rateLimit({ budgets }))).toBe('    -(ab)-(cd)-(e|)');
      expectSubscriptions(source$.subscriptions).toBe('                ^!');
    }),
  );

  it(
    'completes at once when nothing waits, and with an empty source',
    marbles(({ cold, expectObservable, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      expectObservable(cold('-a-|').pipe(rateLimit({ budgets }))).toBe('-a-|');
      expectObservable(EMPTY.pipe(rateLimit({ budgets }))).toBe('|');
      expectObservable(NEVER.pipe(rateLimit({ budgets }))).toBe('-');
    }),
  );

  it(
    'passes an error at once, and drops what waits',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const source$ = cold('                                       abc#');
      expectObservable(source$.pipe(rateLimit({ budgets }))).toBe('ab-#');
      expectSubscriptions(source$.subscriptions).toBe('            ^--!');
      // The place of c was given up with it.
      expectObservable(of('x', 'y').pipe(rateLimit({ budgets })), '6ms ^').toBe('6ms (xy|)');
    }),
  );

  it(
    'passes what is emitted and errors on subscribe',
    marbles(({ expectObservable, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const source$ = concat(
        of('a', 'b', 'c'),
        throwError(() => 'lost'),
      );
      expectObservable(source$.pipe(rateLimit({ budgets }))).toBe('(ab#)', undefined, 'lost');
    }),
  );

  it(
    'passes everything at once without budgets',
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('(abc)-(def|)').pipe(rateLimit({ budgets: [] }))).toBe('(abc)-(def|)');
    }),
  );

  it(
    'gives the places up when unsubscribed',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const source$ = cold('                                  (abcd)-----');
      expectObservable(source$.pipe(rateLimit({ budgets })), '^--!').toBe('(ab)');
      expectObservable(of('x', 'y').pipe(rateLimit({ budgets })), '-^').toBe('5ms (xy|)');
      expectSubscriptions(source$.subscriptions).toBe('       ^--!');
    }),
  );

  it(
    'lets the urgent pass those that wait, in its own stream and in others',
    marbles(({ cold, expectObservable, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const limited = rateLimit<string>({ budgets, lane });
      expectObservable(cold('(abcdef)--').pipe(limited)).toBe('(ab)------(cd)-(ef)');
      expectObservable(cold('-A--B-----').pipe(limited)).toBe('-----(AB)');
    }),
  );

  it(
    'asks each budget for its own weight, and keeps to all',
    marbles(({ cold, expectObservable, scheduler }) => {
      const frames = slidingWindow({ limit: 2, window: 4, scheduler });
      const orders = slidingWindow({ limit: 5, window: 9, scheduler });
      const weight: RateLimitConfig<string>['weight'] = (value, budget) => (budget === orders ? Number(value) : 1);
      const source$ = cold('                                                        (11123|)');
      expectObservable(source$.pipe(rateLimit({ budgets: [frames, orders], weight }))).toBe('(11)(12)-----(3|)');
    }),
  );

  it.each<[OnOverflow, string, string]>([
    ['drop-oldest', '(ab)-(Ae)-(f|)', 'cd'],
    ['drop-newest', '(ab)-(Ac)-(d|)', 'fe'],
  ])('drops of the least urgent lane when full (%s)', (onFull, passed, dropped) => {
    marbles(({ cold, expectObservable, scheduler }) => {
      const told: string[] = [];
      const onDrop = (value: string): number => told.push(value);
      const budgets = [twoInFive({ scheduler })];
      const source$ = cold('(abcdefA|)');
      expectObservable(source$.pipe(rateLimit({ budgets, lane, queue: 3, onFull, onDrop }))).toBe(passed);
      scheduler.schedule(() => expect(told.join('')).toBe(dropped), 20);
    })();
  });

  it(
    'errors when full unless told otherwise',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const source$ = cold('                                a-(bcd)-e-');
      const result$ = source$.pipe(rateLimit({ budgets, queue: 1 }));
      expectObservable(result$).toBe('                                       a-(b#)', undefined, new OverflowError(1));
      expectSubscriptions(source$.subscriptions).toBe('                      ^-!');
    }),
  );

  it(
    'lets nothing wait with a queue of none',
    marbles(({ cold, expectObservable, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const source$ = cold('                                                            (abc)-(de)--|');
      expectObservable(source$.pipe(rateLimit({ budgets, queue: 0, onFull: 'drop-newest' }))).toBe('(ab)--(de)--|');
    }),
  );

  it(
    'errors at once with what weighs more than a budget can grant',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      for (const weight of [3, -1, Number.NaN]) {
        const source$ = cold('                                                     -a-');
        const result$ = source$.pipe(rateLimit({ budgets, weight: () => weight }));
        expectObservable(result$).toBe(
          '                                           -#',
          undefined,
          new BudgetOverflowError(weight, 2),
        );
        expectSubscriptions(source$.subscriptions).toBe('                          ^!');
      }
    }),
  );

  it.each<[string, Partial<RateLimitConfig<string>>]>([
    ['lane', { lane: fail }],
    ['weight', { weight: fail }],
    ['onDrop', { queue: 0, onFull: 'drop-newest', onDrop: fail }],
  ])('errors with what %s throws', (_, options) => {
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      budgets[0]?.spend(2);
      const source$ = cold('                                                   -a-');
      expectObservable(source$.pipe(rateLimit({ budgets, ...options }))).toBe('-#', undefined, new RangeError('mine'));
      expectSubscriptions(source$.subscriptions).toBe('                        ^!');
    })();
  });

  it(
    'takes in what comes while it hands a value on',
    marbles(({ expectObservable, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const source$ = new Subject<string>();
      const result$ = new Subject<string>();
      source$.pipe(rateLimit({ budgets, queue: 1 })).subscribe((value) => {
        result$.next(value);
        if (value < 'e') source$.next(String.fromCharCode(value.charCodeAt(0) + 1));
      });
      scheduler.schedule(() => source$.next('a'), 1);
      expectObservable(result$).toBe('-(ab)-(cd)-e');
    }),
  );

  it(
    'does not count as waiting what it is handing on',
    marbles(({ expectObservable, scheduler }) => {
      const budgets = [slidingWindow({ limit: 1, window: 5, scheduler })];
      const dropped: string[] = [];
      const source$ = new Subject<string>();
      const result$ = new Subject<string>();
      const onDrop = (value: string): number => dropped.push(value);
      source$.pipe(rateLimit({ budgets, queue: 1, onFull: 'drop-oldest', onDrop })).subscribe((value) => {
        result$.next(value);
        if (value === 'b') source$.next('c');
      });
      scheduler.schedule(() => {
        source$.next('a');
        source$.next('b');
      }, 1);
      expectObservable(result$).toBe('-a----b----c');
      scheduler.schedule(() => expect(dropped).toEqual([]), 20);
    }),
  );

  it(
    'can be left while it hands a value on, without spending for those behind',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budgets = [twoInFive({ scheduler })];
      const source$ = cold('                                           (abcd)--');
      expectObservable(source$.pipe(rateLimit({ budgets }), take(3))).toBe('(ab)-(c|)');
      expectSubscriptions(source$.subscriptions).toBe('                ^----!');
      // Had d been granted too, there would be no room for x before 10 ms.
      expectObservable(of('x').pipe(rateLimit({ budgets })), '-----^').toBe('-----(x|)');
    }),
  );
});

describe('rateLimit with windows of its own', () => {
  it(
    'makes them of what they allow, runs them by its scheduler, and shares them among its subscriptions',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const limited = rateLimit<string, SlidingWindowConfig>({ budgets: [{ limit: 2, window: 5 }], scheduler });
      const source$ = cold('                   (abc)-----d|');
      expectObservable(source$.pipe(limited)).toBe('(ab)-c----d|');
      expectObservable(cold('-x|').pipe(limited)).toBe('-----(x|)');
      expectSubscriptions(source$.subscriptions).toBe('^----------!');
    }),
  );

  it('waits by the scheduler given, and by no other', () => {
    const scheduler = new VirtualTimeScheduler();
    const passed: string[] = [];
    of('a', 'b')
      .pipe(rateLimit({ budgets: [{ limit: 1, window: 5 }], scheduler }))
      .subscribe((value) => passed.push(`${value} at ${scheduler.now()}`));
    scheduler.flush();
    expect(passed).toEqual(['a at 0', 'b at 5']);
  });

  it('names them to the weight as they were given, beside budgets made before', () => {
    const scheduler = new VirtualTimeScheduler();
    const own = { limit: 3, window: 5 };
    const shared = slidingWindow({ limit: 9, window: 5, scheduler });
    const asked: unknown[] = [];
    const weight = (_: string, budget: typeof own | Budget): number => asked.push(budget);
    of('a')
      .pipe(rateLimit({ budgets: [own, shared], weight, scheduler }))
      .subscribe();
    expect(asked).toEqual([own, shared]);
    expect(shared.waitFor(8)).toBe(5);
    expect(shared.waitFor(7)).toBe(0);
  });

  it('refuses one that lasts no time', () => {
    expect(() => rateLimit({ budgets: [{ limit: 1, window: 0 }] })).toThrow(RangeError);
  });
});

describe('rateLimit, left or overfull', () => {
  it('gives the place of what it drops up before it tells of it', () => {
    const scheduler = new VirtualTimeScheduler();
    const budget = slidingWindow({ limit: 1, window: 5, scheduler });
    budget.spend(1);
    const source$ = new Subject<string>();
    const errors: unknown[] = [];
    source$
      .pipe(rateLimit({ budgets: [budget], queue: 0, onFull: 'drop-newest', onDrop: fail }))
      .subscribe({ error: (error) => errors.push(error) });
    source$.next('a');
    expect(errors).toEqual([new RangeError('mine')]);
    const told: string[] = [];
    budget.acquire().subscribe(() => told.push(`at ${scheduler.now()}`));
    scheduler.flush();
    expect(told).toEqual(['at 5']);
  });

  it('leaves a synchronous source that would never stop', () => {
    const seen: number[] = [];
    range(0, Number.MAX_SAFE_INTEGER)
      .pipe(rateLimit({ budgets: [] }), take(2))
      .subscribe((value) => seen.push(value));
    expect(seen).toEqual([0, 1]);
  });
});

function fail(): never {
  throw new RangeError('mine');
}
