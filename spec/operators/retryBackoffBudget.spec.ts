import { describe, expect, it } from '@jest/globals';
import { defer, NEVER, startWith, timer, VirtualTimeScheduler } from 'rxjs';
import { type RetryNotice, retryBackoff } from '../../operators/index.ts';
import { retryBudget } from '../../operators/retryBudget.ts';
import { marbles } from '../../src/testing/index.ts';

const plain = { base: 2, cap: 8, jitter: 'none', random: () => 0.5 } as const;

describe('retryBackoff with a budget', () => {
  it(
    'waits no longer than drawn while there are tokens',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budget = retryBudget({ perSecond: 0, burst: 2, scheduler });
      const source$ = cold('                                                                     -#');
      const result$ = source$.pipe(retryBackoff({ ...plain, budget, shouldRetry: (_, n) => n < 3, scheduler }));
      expectObservable(result$).toBe('                                                           ---------#');
      expectSubscriptions(source$.subscriptions).toBe(['^!', '---^!', '--------^!']);
    }),
  );

  it(
    'waits on until a token is there, in turn with the other streams, and drops no retry',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budget = retryBudget({ perSecond: 100, burst: 1, scheduler });
      const notices: RetryNotice[] = [];
      const config = { ...plain, budget, onRetry: (notice: RetryNotice) => notices.push(notice), scheduler };
      const sources = [cold('-#'), cold('-#'), cold('-#')];
      for (const source$ of sources) expectObservable(source$.pipe(retryBackoff(config)), '^ 23ms !').toBe('-');
      const [first$, second$, third$] = sources;
      // Each fails at 1 and has waited at 3; tokens are there at 3, 13 and 23. The first asks again at 8, behind the others.
      expectSubscriptions(first$?.subscriptions ?? []).toBe(['^!', '---^!']);
      expectSubscriptions(second$?.subscriptions ?? []).toBe(['^!', '13ms ^!']);
      expectSubscriptions(third$?.subscriptions ?? []).toBe(['^!', '23ms ^!']);
      scheduler.schedule(() => expect(notices.map(({ delay }) => delay)).toEqual([2, 2, 2, 4, 4]), 30);
    }),
  );

  it(
    'takes no token for the wait that is left, nor before it is over',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budget = retryBudget({ perSecond: 0, burst: 1, scheduler });
      const left$ = cold('                                                               #');
      const kept$ = cold('                                                               --#');
      expectObservable(left$.pipe(retryBackoff({ ...plain, budget, scheduler })), '      ^!').toBe('-');
      expectObservable(kept$.pipe(retryBackoff({ ...plain, budget, scheduler })), '      ^------!').toBe('-');
      expectSubscriptions(left$.subscriptions).toBe('                                    (^!)');
      expectSubscriptions(kept$.subscriptions).toBe(['                                   ^-!', '----^-!']);
    }),
  );

  it(
    'pays in for the attempt that proves stable',
    marbles(({ cold, expectObservable, expectSubscriptions, scheduler }) => {
      const budget = retryBudget({ perSecond: 0, burst: 1, ratio: 1, scheduler });
      const source$ = cold('#');
      const stable$ = NEVER.pipe(startWith('a'));
      const steady$ = stable$.pipe(
        retryBackoff({ ...plain, budget, stableWhen: () => timer(9, scheduler), scheduler }),
      );
      expectObservable(source$.pipe(retryBackoff({ ...plain, budget, scheduler })), '^ 12ms !').toBe('-');
      expectObservable(steady$).toBe('a');
      // The second retry could start at 6 and starts when the other stream has been up for 9.
      expectSubscriptions(source$.subscriptions).toBe(['(^!)', '--(^!)', '---------(^!)']);
    }),
  );

  it('spreads a mass loss to the rate of the budget', () => {
    const scheduler = new VirtualTimeScheduler();
    const budget = retryBudget({ perSecond: 50, burst: 10, scheduler });
    const dials: number[] = [];
    // A venue that is away for half a minute; three hundred streams lose it at once.
    const stream$ = defer(() => {
      dials.push(scheduler.now());
      if (scheduler.now() < 30_000) throw new Error('away');
      return NEVER;
    });
    const random = (): number => 0;
    for (let n = 0; n < 300; n++) {
      stream$.pipe(retryBackoff({ base: 1_000, cap: 30_000, random, budget, scheduler })).subscribe();
    }
    scheduler.flush();
    const retries = dials.slice(300);
    const inSecondOf = (start: number): number => retries.filter((at) => at >= start && at < start + 1_000).length;
    expect(Math.max(...retries.map(inSecondOf))).toBeLessThanOrEqual(60);
    expect(retries.filter((at) => at >= 30_000).length).toBe(300);
  });
});
