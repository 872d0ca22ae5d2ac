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

  it('takes a parameter without a value for none', () => {
    const params = { a: undefined } as unknown as Record<string, string>;
    expect(subscriptionKey({ channel: 'book', params })).toBe(subscriptionKey({ channel: 'book' }));
  });

  it('never makes two subscriptions alike, whatever their texts hold', () => {
    const text = fc.string({ unit: fc.constantFrom('|', '%', '7', 'C', '\ud800') });
    const fields = fc.record({ symbol: text, interval: text, depth: fc.constantFrom(7, 77) }, { requiredKeys: [] });
    const plain = ({ symbol = '', interval = '', depth }: Omit<Subscription, 'channel'>): string =>
      JSON.stringify([symbol, interval, depth]);
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const keys = [a, b].map((one) => subscriptionKey({ channel: 'book', ...one }));
        expect(keys[0] === keys[1]).toBe(plain(a) === plain(b));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never makes two parameter sets alike, whatever their texts hold', () => {
    const params = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()), { maxKeys: 3 });
    const plain = (set: object): string => JSON.stringify(Object.entries(set).sort(([a], [b]) => (a < b ? -1 : 1)));
    fc.assert(
      fc.property(params, params, (a, b) => {
        const same =
          subscriptionKey({ channel: 'book', params: a }) === subscriptionKey({ channel: 'book', params: b });
        expect(same).toBe(plain(a) === plain(b));
      }),
    );
  });
});
