import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { map, NEVER, type Observable, of, switchMap } from 'rxjs';
import { combineLive, liveSpans, onlyData } from '../../operators/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { Trade } from '../../src/model/values.ts';

const trades$: Observable<FeedEvent<Trade>> = NEVER;
const book$: Observable<FeedEvent<OrderBook>> = NEVER;
const both$ = combineLive({ trade: trades$, book: book$ });

interface Both {
  readonly trade: Trade;
  readonly book: OrderBook;
}

describe('the types of combineLive', () => {
  it('are one feed of the values by name', () => {
    expectTypeOf(both$).branded.toEqualTypeOf<Observable<FeedEvent<Both>>>();
  });

  it('are inferred through the other operators on feeds', () => {
    expectTypeOf(both$.pipe(onlyData())).branded.toEqualTypeOf<Observable<Both>>();
    const spans$ = both$.pipe(
      liveSpans(),
      switchMap((live$) => live$),
    );
    expectTypeOf(spans$).branded.toEqualTypeOf<Observable<Both>>();
    const nested$ = combineLive({ both: both$, trade: trades$ });
    expectTypeOf(nested$.pipe(onlyData())).branded.toEqualTypeOf<
      Observable<{ readonly both: Both; readonly trade: Trade }>
    >();
  });

  it('are inferred from literal events', () => {
    const subscription = { channel: 'quotes' } as const;
    const literal$ = of(
      { kind: 'live', subscription, epoch: 1 } as const,
      { kind: 'data', subscription, value: 1 } as const,
    );
    expectTypeOf(combineLive({ one: literal$ }).pipe(onlyData())).branded.toEqualTypeOf<
      Observable<{ readonly one: 1 }>
    >();
  });

  it('refuse what is no feed, and what is not named', () => {
    const subscription = { channel: 'quotes' } as const;
    const feed$ = of({ kind: 'data', subscription, value: 1 } as const);
    const refused = [
      // @ts-expect-error a number is no feed event
      combineLive({ a: of(1) }),
      // @ts-expect-error feeds are named, so that values are
      () => combineLive(feed$),
      // @ts-expect-error nobody has this name
      combineLive({ a: feed$ }).pipe(map((event) => (event.kind === 'data' ? event.value.b : 0))),
    ];
    expect(refused).toHaveLength(3);
  });
});
