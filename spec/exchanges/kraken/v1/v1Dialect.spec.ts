import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { krakenV1 } from '../../../../src/exchanges/kraken/index.ts';
import { v1Dialect } from '../../../../src/exchanges/kraken/v1/v1Dialect.ts';
import type { Channel, Subscription } from '../../../../src/model/subscription.ts';
import { defineExchange } from '../../../../src/protocol/defineExchange.ts';
import type { Topic } from '../../../../src/protocol/topic.ts';
import { decoded } from './decoded.ts';

const classified = (frame: string) => v1Dialect.classify(decoded(frame));
const topicOf = (subscription: Subscription): Topic => {
  const topic = v1Dialect.channels[subscription.channel]?.topicOf(subscription);
  if (topic === undefined) throw new Error(`no ${subscription.channel}`);
  return topic;
};
const subscriptions: readonly (readonly [Subscription, string])[] = [
  [{ channel: 'trades', symbol: 'BTC/USD' }, 'trade:XBT/USD'],
  [{ channel: 'ticker', symbol: 'DOGE/BTC' }, 'ticker:XDG/XBT'],
  [{ channel: 'quotes', symbol: 'ETH/USD' }, 'spread:ETH/USD'],
  [{ channel: 'book', symbol: 'BTC/USD', depth: 25 }, 'book-25:XBT/USD'],
  [{ channel: 'candles', symbol: 'BTC/USD', interval: '1h' }, 'ohlc-60:XBT/USD'],
];

describe('the dialect of Kraken v1', () => {
  it('is whole, and serves no live subscription', () => {
    expect(defineExchange(krakenV1)).toBe(krakenV1);
    for (const [subscription] of subscriptions) expect(krakenV1.route(subscription)).toBeUndefined();
  });

  it.each(subscriptions)('knows %j by what its frames name: %s', (subscription, route) => {
    expect(topicOf(subscription)).toMatchObject({ route, subscription });
    expect(v1Dialect.shows?.({ kind: 'data', route, payload: [] })).toEqual(subscription);
  });

  it('serves a book by the next depth there is, a candle by the minute unless told otherwise', () => {
    expect(topicOf({ channel: 'book', symbol: 'BTC/USD' }).subscription.depth).toBe(10);
    expect(topicOf({ channel: 'book', symbol: 'BTC/USD', depth: 101 }).subscription.depth).toBe(500);
    expect(topicOf({ channel: 'candles', symbol: 'BTC/USD' }).route).toBe('ohlc-1:XBT/USD');
  });

  it.each([
    [{ channel: 'trades', symbol: 'XBT/USD' }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'BTCUSD' }, 'invalid-options'],
    [{ channel: 'trades' }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'BTC/USD', params: { snapshot: true } }, 'invalid-options (option: params.snapshot'],
    [{ channel: 'book', symbol: 'BTC/USD', depth: 1_001 }, 'unsupported'],
    [{ channel: 'candles', symbol: 'BTC/USD', interval: '2m' }, 'unsupported'],
  ] as const)('does not serve %j', (subscription, error) => {
    expect(() => topicOf(subscription)).toThrow(error);
  });

  it('asks for topics of one channel together, by their pairs', () => {
    const topics = ['BTC/USD', 'ETH/USD'].map((symbol) => topicOf({ channel: 'book', symbol, depth: 10 }));
    const context = { id: 7 } as Parameters<typeof v1Dialect.subscribing.subscribe>[1];
    expect(new Set(topics.map(({ batch }) => batch)).size).toBe(1);
    expect(v1Dialect.subscribing.subscribe(topics, context)).toEqual({
      event: 'subscribe',
      pair: ['XBT/USD', 'ETH/USD'],
      subscription: { name: 'book', depth: 10 },
      reqid: 7,
    });
    const candles = [topicOf({ channel: 'candles', symbol: 'BTC/USD', interval: '1h' })];
    expect(v1Dialect.subscribing.unsubscribe(candles, context)).toEqual({
      event: 'unsubscribe',
      pair: ['XBT/USD'],
      subscription: { name: 'ohlc', interval: 60 },
      reqid: 7,
    });
  });

  it.each([
    [
      '{"channelID":2496,"channelName":"book-1000","event":"subscriptionStatus","pair":"ALGO/XBT","status":"subscribed","subscription":{"depth":1000,"name":"book"}}',
      {
        kind: 'ack',
        verb: 'subscribe',
        item: 'ALGO/XBT',
        echo: { channel: 'book', symbol: 'ALGO/BTC', depth: 1_000 },
      },
    ],
    [
      '{"channelID":324,"channelName":"ticker","event":"subscriptionStatus","pair":"XBT/USD","reqid":9,"status":"unsubscribed"}',
      {
        kind: 'ack',
        verb: 'unsubscribe',
        id: '9',
        item: 'XBT/USD',
        echo: { channel: 'ticker', symbol: 'BTC/USD' },
      },
    ],
    [
      '{"channelName":"ownTrades","event":"subscriptionStatus","reqid":3,"status":"subscribed"}',
      { kind: 'ack', verb: 'subscribe', id: '3' },
    ],
    [
      '{"errorMessage":"Subscription depth not supported","event":"subscriptionStatus","pair":"XBT/USD","status":"error"}',
      { kind: 'refusal', item: 'XBT/USD', reason: 'Subscription depth not supported', permanent: true },
    ],
    [
      '{"errorMessage":"EGeneral:Too many requests","event":"subscriptionStatus","status":"error"}',
      { kind: 'refusal', reason: 'EGeneral:Too many requests', permanent: false },
    ],
    ['{"event":"subscriptionStatus","pair":"XBT/USD","status":"new"}', { kind: 'unknown' }],
    ['{"event":"heartbeat"}', { kind: 'heartbeat' }],
    ['{"event":"pong","reqid":4}', { kind: 'reply' }],
    ['{"errorMessage":"Malformed request","event":"error"}', { kind: 'notice', text: 'Malformed request' }],
    ['{"errorMessage":"Malformed request","event":"error","reqid":4}', { kind: 'reply' }],
    ['{"event":"systemStatus","status":"online","version":"1.8.3"}', { kind: 'notice', text: 'system online' }],
    ['{"event":"systemStatus"}', { kind: 'unknown' }],
    ['[[{"TDLH43":{}}],"ownTrades",{"sequence":1}]', { kind: 'unknown' }],
    ['[1,{},"level3","XBT/USD"]', { kind: 'unknown' }],
    ['["trade","XBT/USD"]', { kind: 'unknown' }],
    ['{"channel":"heartbeat"}', { kind: 'unknown' }],
    ['7', { kind: 'unknown' }],
  ])('takes %s for what it is', (frame, meaning) => {
    expect(classified(frame)).toEqual(meaning);
  });

  it('finds the id of a reply, and not of an acknowledgement', () => {
    expect(v1Dialect.idOf(decoded('{"event":"pong","reqid":4}'))).toBe('4');
    expect(v1Dialect.idOf(decoded('{"event":"subscriptionStatus","reqid":4}'))).toBeUndefined();
    expect(v1Dialect.withId({ event: 'ping' }, 4)).toEqual({ event: 'ping', reqid: 4 });
  });

  it('takes content and heartbeats for proof of life, and nothing else', () => {
    const proves = (frame: string) => v1Dialect.liveness.isProof(decoded(frame));
    expect(['[1,[],"trade","XBT/USD"]', '{"event":"heartbeat"}'].map(proves)).toEqual([true, true]);
    expect(['{"event":"pong"}', '{"event":"systemStatus","status":"online"}', '1'].map(proves)).toEqual(
      Array.from({ length: 3 }, () => false),
    );
  });

  it('throws at nothing, and shows only what its channels serve', () => {
    const names = fc.constantFrom<unknown>('trade', 'book-10', 'book-7', 'ohlc-1', 'ohlc', 'spread-2', 'constructor');
    const pairs = fc.constantFrom<unknown>('XBT/USD', 'BTC/USD', 'a:b', '');
    const arrays = fc.tuple(fc.jsonValue(), fc.jsonValue(), names, pairs);
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), arrays), (message) => {
        const incoming = v1Dialect.classify(message);
        if (incoming.kind !== 'data') return;
        const shown = v1Dialect.shows?.(incoming);
        if (shown === undefined) return;
        expect(v1Dialect.channels[shown.channel satisfies Channel]?.topicOf(shown).route).toBe(incoming.route);
      }),
    );
  });
});
