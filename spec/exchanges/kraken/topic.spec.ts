import { describe, expect, it } from '@jest/globals';
import { publicDialect } from '../../../src/exchanges/kraken/publicDialect.ts';
import { type Subscription, subscriptionKey } from '../../../src/model/subscription.ts';
import type { Topic } from '../../../src/protocol/topic.ts';

const topicOf = (subscription: Subscription): Topic =>
  publicDialect.channels[subscription.channel]?.topicOf(subscription) as Topic;
const refusal = (subscription: Subscription): unknown => {
  try {
    return topicOf(subscription);
  } catch (error) {
    return error;
  }
};

describe('a Kraken topic', () => {
  it.each([
    [{ channel: 'trades', symbol: 'BTC/USD' }, 'trade::BTC/USD', 'trade:BTC/USD:'],
    [{ channel: 'ticker', symbol: 'AAPLx/USD' }, 'ticker::AAPLx/USD', 'ticker:AAPLx/USD:'],
    [{ channel: 'candles', symbol: 'BTC/USD', interval: '1h' }, 'ohlc:60:BTC/USD', 'ohlc:BTC/USD:60'],
    [{ channel: 'book', symbol: '1INCH/USD', depth: 25 }, 'book:25:1INCH/USD', 'book:1INCH/USD:'],
  ] as const)('of %j has an identity and a route', (subscription, key, route) => {
    expect(topicOf(subscription)).toEqual({
      key,
      route,
      item: subscription.symbol,
      batch: key.slice(0, -subscription.symbol.length - 1),
      subscription,
    });
  });

  it('of a book has the next depth on offer, of candles one minute where nothing is said', () => {
    const depth = (wanted?: number): number | undefined =>
      topicOf({ channel: 'book', symbol: 'BTC/USD', ...(wanted === undefined ? {} : { depth: wanted }) }).subscription
        .depth;
    expect([undefined, 1, 10, 11, 26, 500, 501, 1000].map(depth)).toEqual([10, 10, 10, 25, 100, 500, 1000, 1000]);
    expect(topicOf({ channel: 'candles', symbol: 'BTC/USD' }).subscription.interval).toBe('1m');
  });

  it('differs with the parameters that go along, which frames do not tell', () => {
    const plain = topicOf({ channel: 'ticker', symbol: 'BTC/USD' });
    const bbo = topicOf({ channel: 'ticker', symbol: 'BTC/USD', params: { event_trigger: 'bbo' } });
    expect(bbo.key).not.toBe(plain.key);
    expect(bbo.batch).not.toBe(plain.batch);
    expect(bbo.route).toBe(plain.route);
    expect(subscriptionKey(bbo.subscription)).toBe('ticker|BTC/USD|||event_trigger=string:bbo');
  });

  it.each([
    [{ channel: 'trades', symbol: 'BTC/USD:USD' }, 'unsupported'],
    [{ channel: 'book', symbol: 'BTC/USDT:USDT' }, 'unsupported'],
    [{ channel: 'book', symbol: 'BTC/USD', depth: 1001 }, 'unsupported'],
    [{ channel: 'candles', symbol: 'BTC/USD', interval: '2m' }, 'unsupported'],
    [{ channel: 'candles', symbol: 'BTC/USD', interval: 'constructor' }, 'unsupported'],
    [{ channel: 'trades' }, 'invalid-options'],
    [{ channel: 'trades', symbol: '' }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'BTCUSD' }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'btc/usd' }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'BTC/usd' }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'BTC/USD/EUR' }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'BTC /USD' }, 'invalid-options'],
    [{ channel: 'trades', symbol: '__proto__' }, 'invalid-options'],
    [{ channel: 'trades', symbol: `${'A'.repeat(70)}/USD` }, 'invalid-options'],
    [{ channel: 'ticker', symbol: 'BTC/USD', params: { symbol: 'ETH/USD' } }, 'invalid-options'],
    [{ channel: 'book', symbol: 'BTC/USD', params: { depth: 25 } }, 'invalid-options'],
    [{ channel: 'book', symbol: 'BTC/USD', params: { snapshot: false } }, 'invalid-options'],
  ] as const)('of %j is refused as %s', (subscription, kind) => {
    expect(refusal(subscription)).toMatchObject({ name: 'ColdwireError', kind });
  });
});
