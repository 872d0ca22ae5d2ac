import { describe, expect, it } from '@jest/globals';
import { map, type Observable, take } from 'rxjs';
import { acquireAll } from '../../operators/acquireAll.ts';
import type { Budget } from '../../operators/budget.ts';
import { BudgetOverflowError } from '../../operators/budgetOverflowError.ts';
import { slidingWindow } from '../../operators/slidingWindow.ts';
import { marbles } from '../../src/testing/index.ts';

/** One of each, for what is called a letter. */
const both = (a: Budget, b: Budget) => [
  { budget: a, weight: 1 },
  { budget: b, weight: 1 },
];

describe('acquireAll', () => {
  it(
    'is granted in the one instant at which all have room, spending nothing before',
    marbles(({ expectObservable, scheduler }) => {
      const short = slidingWindow({ limit: 1, window: 3, scheduler });
      const long = slidingWindow({ limit: 1, window: 8, scheduler });
      long.spend(1);
      expectObservable(acquireAll(both(short, long)).pipe(map(() => 'x'))).toBe('--------(x|)');
      // Granted at 8, the short one is free again at 11.
      expectObservable(short.acquire().pipe(map(() => 'y')), '---------^').toBe('-----------(y|)');
    }),
  );

  it(
    'does not hold up the short window while it waits for the long one',
    marbles(({ expectObservable, scheduler }) => {
      const short = slidingWindow({ limit: 1, window: 3, scheduler });
      const long = slidingWindow({ limit: 1, window: 8, scheduler });
      long.spend(1);
      short.spend(1);
      expectObservable(acquireAll(both(short, long)).pipe(map(() => 'x'))).toBe('---------(x|)');
      expectObservable(short.acquire().pipe(map(() => 'y')), '-^').toBe('        ---(y|)');
      expectObservable(short.acquire().pipe(map(() => 'z')), '-^').toBe('        ------(z|)');
      // The long one has room at 8, the short one at 9: who came later for it does not get it.
      expectObservable(short.acquire().pipe(map(() => 'u')), '--------^').toBe(' ------------(u|)');
    }),
  );

  it(
    'keeps its place where there is room while it waits for another',
    marbles(({ expectObservable, scheduler }) => {
      const a = slidingWindow({ limit: 1, window: 4, scheduler });
      const b = slidingWindow({ limit: 1, window: 6, scheduler });
      const c = slidingWindow({ limit: 1, window: 5, scheduler });
      b.spend(1);
      c.spend(1);
      // At 5 the second takes c; at 6 b has room for the first, who waits for c now: the third does not get b meanwhile.
      expectObservable(acquireAll([...both(a, b), { budget: c, weight: 1 }]).pipe(map(() => 'x'))).toBe('10ms (x|)');
      expectObservable(c.acquire().pipe(map(() => 'y')), '-^').toBe(' -----(y|)');
      expectObservable(b.acquire().pipe(map(() => 'z')), '7ms ^').toBe('16ms (z|)');
    }),
  );

  it(
    'comes after those before it and before those after it, in whichever line they meet',
    marbles(({ expectSubscriptions, scheduler }) => {
      const [a, b] = [1, 2].map(() => slidingWindow({ limit: 1, window: 5, scheduler })) as [Budget, Budget];
      const granted: string[] = [];
      const asks = (name: string, granted$: Observable<void>) => granted$.subscribe(() => granted.push(name));
      a.spend(1);
      b.spend(1);
      for (const name of ['a1', 'a2']) asks(name, a.acquire());
      asks('both', acquireAll(both(a, b)));
      asks('b4', b.acquire());
      asks('a5', a.acquire());
      scheduler.schedule(() => expect(granted).toEqual(['a1', 'b4', 'a2', 'both', 'a5']), 40);
      expectSubscriptions([]).toBe([]);
    }),
  );

  it(
    'is granted at once without needs',
    marbles(({ expectObservable }) => {
      expectObservable(acquireAll([]).pipe(map(() => 'x'))).toBe('(x|)');
    }),
  );

  it(
    'asks a budget named twice for the sum',
    marbles(({ expectObservable, scheduler }) => {
      const a = slidingWindow({ limit: 3, window: 5, scheduler });
      a.spend(2);
      expectObservable(acquireAll(both(a, a)).pipe(map(() => 'x'))).toBe('-----(x|)');
      expectObservable(acquireAll([...both(a, a), ...both(a, a)])).toBe('#', undefined, new BudgetOverflowError(4, 3));
    }),
  );

  it(
    'errors where a lane is no number',
    marbles(({ expectObservable, scheduler }) => {
      const a = slidingWindow({ limit: 1, window: 5, scheduler });
      expectObservable(a.acquire(1, Number.NaN)).toBe('#', undefined, new RangeError('a lane is a number'));
    }),
  );

  it(
    'asks anew for each subscription',
    marbles(({ expectObservable, scheduler }) => {
      const a = slidingWindow({ limit: 1, window: 5, scheduler });
      const granted$ = a.acquire().pipe(map(() => 'x'));
      expectObservable(granted$).toBe('(x|)');
      expectObservable(granted$).toBe('-----(x|)');
      expectObservable(granted$, '--!').toBe('--');
      expectObservable(granted$, '---^').toBe('10ms (x|)');
    }),
  );

  it(
    'lets those behind move up on the scheduler when it gives its place up, not within',
    marbles(({ expectObservable, scheduler }) => {
      const a = slidingWindow({ limit: 3, window: 9, scheduler });
      a.spend(1);
      const heavy = a.acquire(3).subscribe();
      const log: string[] = [];
      scheduler.schedule(() => {
        heavy.unsubscribe();
        log.push('left');
      }, 2);
      expectObservable(
        a.acquire(1).pipe(
          map(() => {
            log.push('granted');
            return log.join(' ');
          }),
        ),
      ).toBe('--(x|)', { x: 'left granted' });
    }),
  );

  it(
    'grants, to one who asks while another is granted, in turn',
    marbles(({ expectSubscriptions, scheduler }) => {
      const a = slidingWindow({ limit: 2, window: 5, scheduler });
      const order: string[] = [];
      const asks = (name: string, then?: () => void) =>
        a.acquire().pipe(
          take(1),
          map(() => {
            order.push(`${name} at ${scheduler.now()}`);
            then?.();
          }),
        );
      a.spend(2);
      asks('one', () => asks('three').subscribe()).subscribe();
      asks('two').subscribe();
      scheduler.schedule(() => expect(order).toEqual(['one at 5', 'two at 5', 'three at 10']), 20);
      expectSubscriptions([]).toBe([]);
    }),
  );
});
