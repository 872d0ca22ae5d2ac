import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { NEVER, type Observable, of } from 'rxjs';
import type { Client, FeedEvent, RejectedEvent, Subscription, Ticker, Trade, ValueOf } from '../../src/index.ts';

const offered = (): Client => ({ feeds: () => NEVER }) as unknown as Client;

describe('the types of feeds', () => {
  it('are the events of the channels in the set, and rejections', () => {
    const { feeds } = offered();
    const tickers$: Observable<readonly Subscription<'ticker'>[]> = NEVER;
    expectTypeOf(feeds(tickers$)).toEqualTypeOf<Observable<FeedEvent<Ticker> | RejectedEvent>>();
    const two = [
      { channel: 'ticker', symbol: 'BTC/USD' },
      { channel: 'trades', symbol: 'BTC/USD' },
    ] as const;
    expectTypeOf(feeds(of(new Set(two)))).toEqualTypeOf<Observable<FeedEvent<Ticker | Trade> | RejectedEvent>>();
    const any$: Observable<Iterable<Subscription>> = NEVER;
    expectTypeOf(feeds(any$)).toEqualTypeOf<Observable<FeedEvent<ValueOf<Subscription['channel']>> | RejectedEvent>>();
  });

  it('refuse what is no set, and what is no subscription', () => {
    const { feeds } = offered();
    const refused = [
      // @ts-expect-error a subscription is no set of them
      feeds(of({ channel: 'ticker', symbol: 'BTC/USD' } as const)),
      // @ts-expect-error symbols alone name no channel
      feeds(of(['BTC/USD'])),
    ];
    expect(refused).toHaveLength(2);
  });
});
