import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { type Observable, of } from 'rxjs';
import { whileLive } from '../../operators/index.ts';
import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { Trade } from '../../src/model/values.ts';

declare const trades$: Observable<FeedEvent<Trade>>;
declare const book$: Observable<FeedEvent<OrderBook>>;
const live = { kind: 'live', subscription: { channel: 'book' }, epoch: 1 } as const;

describe('the types of whileLive', () => {
  it('are those of the source, whatever the feeds are of', () => {
    const result = () => of('order').pipe(whileLive(trades$, book$));
    expectTypeOf(result).returns.toEqualTypeOf<Observable<string>>();
    expectTypeOf(of(1).pipe(whileLive())).toEqualTypeOf<Observable<number>>();
  });

  it('take a feed that is known to be live alone', () => {
    expectTypeOf(of('order').pipe(whileLive(of(live)))).toEqualTypeOf<Observable<string>>();
  });

  it('refuse gates that are no feeds', () => {
    const refused = [
      // @ts-expect-error a boolean says nothing of trust
      whileLive(of(true)),
      // @ts-expect-error feeds are listed, not given as one array
      whileLive([of(live)]),
    ];
    expect(refused).toHaveLength(2);
  });
});
