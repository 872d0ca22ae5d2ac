import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Subscription, subscriptionKey } from '../../src/model/subscription.ts';

describe('subscriptionKey', () => {
  it('is the same however the fields were written down', () => {
    const one = subscriptionKey({ channel: 'book', symbol: 'BTC/USD', depth: 10, params: { a: 1, b: 'x' } });
    const other = subscriptionKey({ params: { b: 'x', a: 1 }, depth: 10, symbol: 'BTC/USD', channel: 'book' });
    expect(one).toBe(other);
  });

  it('tells apart what differs in one field, in a parameter, or in its type', () => {
    const base: Subscription = { channel: 'candles', symbol: 'BTC/USD', interval: '1m', params: { raw: 1 } };
    const others: Subscription[] = [
      { ...base, channel: 'book' },
      { ...base, symbol: 'ETH/USD' },
      { ...base, interval: '5m' },
      { ...base, depth: 1 },
      { ...base, params: { raw: '1' } },
      { ...base, params: { raw: true } },
    ];
    expect(new Set([base, ...others].map(subscriptionKey)).size).toBe(others.length + 1);
  });

  it('never makes two parameter sets alike, whatever their texts hold', () => {
    const params = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()), { maxKeys: 3 });
    const plain = (set: object): string => JSON.stringify(Object.entries(set).sort(([a], [b]) => (a < b ? -1 : 1)));
    fc.assert(
      fc.property(params, params, (a, b) => {
        const same = subscriptionKey({ channel: 'book', params: a }) === subscriptionKey({ channel: 'book', params: b });
        expect(same).toBe(plain(a) === plain(b));
      }),
    );
  });
});
