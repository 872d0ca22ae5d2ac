import { describe, expect, it } from '@jest/globals';
import { normaliseSubscription } from '../../src/client/normaliseSubscription.ts';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import type { Subscription } from '../../src/model/subscription.ts';

/** The option that is refused, or nothing. */
function refusedIn(subscription: unknown): string | undefined {
  try {
    normaliseSubscription(subscription as Subscription);
    return undefined;
  } catch (error) {
    return isColdwireError(error, 'invalid-options') ? error.context.option : String(error);
  }
}

describe('normaliseSubscription', () => {
  it('keeps what is meant, in whatever order it was written', () => {
    const written = {
      interval: '1m ',
      params: { b: 0, a: false, c: '' },
      depth: 5,
      symbol: ' BTC/USD',
      channel: 'book',
    };
    expect(normaliseSubscription(written as Subscription)).toEqual({
      channel: 'book',
      symbol: 'BTC/USD',
      depth: 5,
      interval: '1m',
      params: { a: false, b: 0, c: '' },
    });
  });

  it('leaves out what says nothing', () => {
    const written = { channel: 'book', symbol: undefined, depth: undefined, interval: undefined, junk: 1 } as const;
    const nothing = { params: { a: undefined } };
    expect(Object.keys(normaliseSubscription({ ...written, ...nothing } as unknown as Subscription))).toEqual([
      'channel',
    ]);
    expect(Object.keys(normaliseSubscription({ channel: 'book', params: {} }))).toEqual(['channel']);
  });

  it('is what no one can change any more, the writer included', () => {
    const params = { a: 1 };
    const normal = normaliseSubscription({ channel: 'book', params });
    params.a = 2;
    expect(normal.params).toEqual({ a: 1 });
    expect([Object.isFrozen(normal), Object.isFrozen(normal.params)]).toEqual([true, true]);
  });

  it('takes a parameter named after a property of all objects as any other', () => {
    const params = JSON.parse('{"__proto__":1,"constructor":2}');
    const normal = normaliseSubscription({ channel: 'book', params }).params;
    expect(Object.entries(normal ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  it.each<[string, unknown]>([
    ['subscription', undefined],
    ['subscription', null],
    ['subscription', 'trades'],
    ['channel', {}],
    ['channel', { channel: 1 }],
    ['symbol', { channel: 'trades', symbol: 1 }],
    ['symbol', { channel: 'trades', symbol: ' ' }],
    ['depth', { channel: 'book', depth: 0 }],
    ['depth', { channel: 'book', depth: 1.5 }],
    ['depth', { channel: 'book', depth: '10' }],
    ['interval', { channel: 'candles', interval: '' }],
    ['params', { channel: 'book', params: 'x' }],
    ['params.a', { channel: 'book', params: { a: {} } }],
    ['params.a', { channel: 'book', params: { a: null } }],
  ])('refuses a %s that nobody can mean', (option, subscription) => {
    expect(refusedIn(subscription)).toBe(option);
  });
});
