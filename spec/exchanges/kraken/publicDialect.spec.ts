import { describe, expect, it } from '@jest/globals';
import { kraken, krakenMarkets } from '../../../src/exchanges/kraken/index.ts';
import { publicDialect } from '../../../src/exchanges/kraken/publicDialect.ts';
import type { Channel, Subscription } from '../../../src/model/subscription.ts';
import type { SendContext } from '../../../src/protocol/sendContext.ts';
import type { Topic } from '../../../src/protocol/topic.ts';
import { decoded } from './decoded.ts';

const topicOf = (subscription: Subscription): Topic =>
  publicDialect.channels[subscription.channel]?.topicOf(subscription) as Topic;
const sentAs = (id: number): SendContext => ({
  id,
  time: 0,
  nonce: 0,
  key: '',
  uid: '',
  passphrase: '',
  signature: '',
  token: '',
});
const { subscribing, liveness, idOf, withId } = publicDialect;

describe('the public dialect of Kraken', () => {
  it('asks for the topics of a batch in one frame', () => {
    const topics = ['BTC/USD', 'ETH/USD'].map((symbol) => topicOf({ channel: 'book', symbol, depth: 25 }));
    expect(subscribing.subscribe(topics, sentAs(7))).toEqual({
      method: 'subscribe',
      params: { channel: 'book', symbol: ['BTC/USD', 'ETH/USD'], depth: 25, snapshot: true },
      req_id: 7,
    });
  });

  it('repeats depth and interval to end a topic', () => {
    expect(subscribing.unsubscribe([topicOf({ channel: 'book', symbol: 'BTC/USD', depth: 25 })], sentAs(8))).toEqual({
      method: 'unsubscribe',
      params: { channel: 'book', symbol: ['BTC/USD'], depth: 25 },
      req_id: 8,
    });
    expect(
      subscribing.unsubscribe([topicOf({ channel: 'candles', symbol: 'BTC/USD', interval: '4h' })], sentAs(9)),
    ).toEqual({
      method: 'unsubscribe',
      params: { channel: 'ohlc', symbol: ['BTC/USD'], interval: 240 },
      req_id: 9,
    });
  });

  it('wants no past trades unless asked to, and passes parameters on', () => {
    const subscribe = (subscription: Subscription): unknown =>
      subscribing.subscribe([topicOf(subscription)], sentAs(1));
    expect(subscribe({ channel: 'trades', symbol: 'BTC/USD' })).toMatchObject({
      params: { channel: 'trade', snapshot: false },
    });
    expect(subscribe({ channel: 'trades', symbol: 'BTC/USD', params: { snapshot: true } })).toMatchObject({
      params: { snapshot: true },
    });
    const bbo: Subscription = { channel: 'ticker', symbol: 'BTC/USD', params: { event_trigger: 'bbo' } };
    expect(subscribe(bbo)).toMatchObject({
      params: { channel: 'ticker', symbol: ['BTC/USD'], event_trigger: 'bbo', snapshot: true },
    });
    expect(subscribing.unsubscribe([topicOf(bbo)], sentAs(2))).toEqual({
      method: 'unsubscribe',
      params: { channel: 'ticker', symbol: ['BTC/USD'], event_trigger: 'bbo' },
      req_id: 2,
    });
  });

  it.each([
    ['{"channel":"heartbeat"}', true],
    ['{"channel":"book","type":"update","data":[]}', true],
    ['{"channel":"status","type":"update","data":[{"system":"online"}]}', false],
    ['{"method":"pong","req_id":1}', false],
    ['{"method":"subscribe","success":true,"result":{"channel":"book"}}', false],
    ['null', false],
  ])('takes %s as proof of life: %s', (frame, proves) => {
    expect(liveness.isProof(decoded(frame))).toBe(proves);
  });

  it('tells replies by their id, and leaves the answers to subscriptions to their own rule', () => {
    expect(idOf(decoded('{"method":"pong","req_id":42}'))).toBe('42');
    expect(idOf(decoded('{"method":"pong"}'))).toBeUndefined();
    expect(idOf(decoded('{"method":"subscribe","req_id":42}'))).toBeUndefined();
    expect(idOf(decoded('{"method":"unsubscribe","req_id":42}'))).toBeUndefined();
    expect(idOf(decoded('[42]'))).toBeUndefined();
    expect(withId({ method: 'ping' }, 42)).toEqual({ method: 'ping', req_id: 42 });
  });
});

describe('kraken', () => {
  it('serves market data by one dialect, an account by another, and nothing else', () => {
    const route = (channel: string): string | undefined => kraken.route({ channel: channel as Channel });
    expect(['trades', 'ticker', 'book', 'candles'].map(route)).toEqual(['public', 'public', 'public', 'public']);
    expect(['orders', 'fills', 'balances'].map(route)).toEqual(['auth', 'auth', 'auth']);
    expect(['quotes', 'positions', 'constructor', '__proto__', 'toString', ''].map(route)).toEqual(
      Array.from({ length: 6 }),
    );
    expect(krakenMarkets.route({ channel: 'orders' })).toBe(undefined);
    expect(krakenMarkets.route({ channel: 'book' })).toBe('public');
  });
});
