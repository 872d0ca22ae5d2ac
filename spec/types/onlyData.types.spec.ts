import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { from, type Observable, of } from 'rxjs';
import { onlyData } from '../../operators/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Trade } from '../../src/model/values.ts';

declare const feed$: Observable<FeedEvent<Trade>>;
const subscription = { channel: 'trades', symbol: 'BTC/USD' } as const;

describe('the types of onlyData', () => {
  it('are the values of the feed', () => {
    const result = () => feed$.pipe(onlyData());
    expectTypeOf(result).returns.toEqualTypeOf<Observable<Trade>>();
  });

  it('are inferred from a union of literal events', () => {
    const literal$ = from([
      { kind: 'live', subscription, epoch: 1 },
      { kind: 'data', subscription, value: 1 },
      { kind: 'data', subscription, value: 'two' },
    ] as const);
    expectTypeOf(literal$.pipe(onlyData())).toEqualTypeOf<Observable<1 | 'two'>>();
  });

  it('are never for a feed without data', () => {
    const live$ = of({ kind: 'live', subscription, epoch: 1 } as const);
    expectTypeOf(live$.pipe(onlyData())).toEqualTypeOf<Observable<never>>();
  });

  it('hold for a feed that a function knows by a type parameter alone', () => {
    const valuesOf = <T>(any$: Observable<FeedEvent<T>>): Observable<T> => any$.pipe(onlyData());
    expectTypeOf(valuesOf<Trade>).returns.toEqualTypeOf<Observable<Trade>>();
  });

  it('refuse what is no feed', () => {
    const refused = [
      // @ts-expect-error a number is no feed event
      of(1).pipe(onlyData()),
      // @ts-expect-error a feed has no event of this kind
      of({ kind: 'rejected', subscription } as const).pipe(onlyData()),
    ];
    expect(refused).toHaveLength(2);
  });
});
