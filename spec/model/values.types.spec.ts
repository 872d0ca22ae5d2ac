import { describe, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import type { Observable } from 'rxjs';
import type { Client } from '../../src/client/createClient.ts';
import type { FeedEvent, StaleReason } from '../../src/model/feedEvent.ts';
import type { Fill } from '../../src/model/fill.ts';
import type { Order } from '../../src/model/order.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { Channel, Subscription } from '../../src/model/subscription.ts';
import type { Candle, ChannelValues, Quote, Ticker, Trade, ValueOf } from '../../src/model/values.ts';

describe('the types of a feed', () => {
  it('follow its channel', () => {
    const feed = (client: Client) => client.feed({ channel: 'book', symbol: 'BTC/USD' });
    expectTypeOf(feed).returns.toEqualTypeOf<Observable<FeedEvent<OrderBook>>>();
    const any = (client: Client, subscription: Subscription) => client.feed(subscription);
    expectTypeOf(any).returns.toEqualTypeOf<Observable<FeedEvent<ValueOf>>>();
    expectTypeOf<Extract<ValueOf, Trade | Ticker | Quote | OrderBook | Candle>>().toEqualTypeOf<
      Trade | Ticker | Quote | OrderBook | Candle
    >();
  });

  it('know a value for every channel and none more', () => {
    expectTypeOf<keyof ChannelValues>().toEqualTypeOf<Channel>();
    expectTypeOf<Fill>().toEqualTypeOf<ValueOf<'fills'>>();
    expectTypeOf<Order>().toEqualTypeOf<ValueOf<'orders'>>();
  });

  it('refuse a channel that is none', () => {
    // @ts-expect-error no such channel
    const wrong: Subscription = { channel: 'trade' };
    expectTypeOf(wrong.channel).toEqualTypeOf<Channel>();
  });

  it('leave nothing of an event over once its three kinds are told apart', () => {
    const told = (event: FeedEvent<number>): StaleReason | number => {
      if (event.kind === 'live') return event.epoch;
      if (event.kind === 'data') return event.value;
      expectTypeOf(event.kind).toEqualTypeOf<'stale'>();
      return event.reason;
    };
    expectTypeOf(told).returns.toEqualTypeOf<StaleReason | number>();
  });
});
