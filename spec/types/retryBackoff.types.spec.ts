import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { filter, NEVER, type Observable, of } from 'rxjs';
import { type RetryNotice, retryBackoff } from '../../operators/index.ts';
import { type RetryBudget, retryBudget } from '../../operators/retryBudget.ts';

interface Tick {
  readonly price: number;
}
const ticks$: Observable<Tick> = NEVER;
const random = (): number => 0.5;

describe('the types of retryBackoff', () => {
  it('are those of the source, which its notifier is shown', () => {
    const result$ = ticks$.pipe(
      retryBackoff({
        base: 1,
        cap: 2,
        stableWhen: (values$) => values$.pipe(filter(({ price }) => price > 0)),
        shouldRetry: (error, attempt) => error instanceof Error && attempt < 3,
        onRetry: (notice) => expectTypeOf(notice).toEqualTypeOf<RetryNotice>(),
        random,
      }),
    );
    expectTypeOf(result$).toEqualTypeOf<Observable<Tick>>();
  });

  it('share a budget among streams of different values', () => {
    const budget = retryBudget({ perSecond: 1 });
    expectTypeOf(budget).toEqualTypeOf<RetryBudget>();
    const config = { base: 1, cap: 2, budget, random };
    expectTypeOf(ticks$.pipe(retryBackoff(config))).toEqualTypeOf<Observable<Tick>>();
    expectTypeOf(of('x').pipe(retryBackoff(config))).toEqualTypeOf<Observable<string>>();
  });

  it('refuse options that are missing or none', () => {
    const refused = [
      // @ts-expect-error chance is injected
      ticks$.pipe(retryBackoff({ base: 1, cap: 2 })),
      // @ts-expect-error there is no such jitter
      ticks$.pipe(retryBackoff({ base: 1, cap: 2, jitter: 'half', random })),
      // @ts-expect-error an error is unknown until it is looked at
      ticks$.pipe(retryBackoff({ base: 1, cap: 2, random, shouldRetry: (error) => error.code === 1 })),
      // @ts-expect-error a budget says what comes in
      retryBudget({}),
    ];
    expect(refused).toHaveLength(4);
  });
});
