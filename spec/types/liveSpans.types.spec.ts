import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { from, map, type Observable, of, switchMap } from 'rxjs';
import { liveSpans } from '../../operators/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { Trade } from '../../src/model/values.ts';

declare const feed$: Observable<FeedEvent<Trade>>;
const subscription = { channel: 'trades', symbol: 'BTC/USD' } as const;

describe('the types of liveSpans', () => {
  it('are one observable of the values for each span', () => {
    const result = () => feed$.pipe(liveSpans());
    expectTypeOf(result).returns.toEqualTypeOf<Observable<Observable<Trade>>>();
  });

  it('are inferred through what follows in the pipe', () => {
    const result = () =>
      feed$.pipe(
        liveSpans(),
        switchMap((span$) => span$.pipe(map(({ priceText }) => priceText))),
      );
    expectTypeOf(result).returns.toEqualTypeOf<Observable<string>>();
  });

  it('are inferred from a union of literal events', () => {
    const literal$ = from([
      { kind: 'live', subscription, epoch: 1 },
      { kind: 'data', subscription, value: 1 },
      { kind: 'stale', subscription, epoch: 1, reason: 'silence', since: 0 },
      { kind: 'data', subscription, value: 2 },
    ] as const);
    expectTypeOf(literal$.pipe(liveSpans())).toEqualTypeOf<Observable<Observable<1 | 2>>>();
  });

  it('refuse what is no feed', () => {
    // @ts-expect-error a string is no feed event
    const refused = [of('live').pipe(liveSpans())];
    expect(refused).toHaveLength(1);
  });
});
