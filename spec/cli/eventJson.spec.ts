import { describe, expect, it } from '@jest/globals';
import { eventJson } from '../../src/cli/eventJson.ts';
import { bookOf, levels, tradeOf } from './samples.ts';

describe('eventJson', () => {
  const subscription = { channel: 'book', symbol: 'BTC/USD', depth: 25 } as const;

  it('says what an event is about beside what it says', () => {
    expect(eventJson('kraken', { kind: 'live', subscription, epoch: 2 })).toBe(
      '{"kind":"live","exchange":"kraken","channel":"book","symbol":"BTC/USD","depth":25,"epoch":2}',
    );
    expect(
      eventJson('kraken', { kind: 'stale', subscription, epoch: 2, reason: 'silence', since: 7, dropped: 3 }),
    ).toBe(
      '{"kind":"stale","exchange":"kraken","channel":"book","symbol":"BTC/USD","depth":25,"epoch":2,"reason":"silence","since":7,"dropped":3}',
    );
  });

  it('keeps a value as it is', () => {
    const value = tradeOf();
    const line = eventJson('kraken', { kind: 'data', subscription: { channel: 'trades', symbol: 'BTC/USD' }, value });
    expect(JSON.parse(line)).toEqual({ kind: 'data', exchange: 'kraken', channel: 'trades', symbol: 'BTC/USD', value });
  });

  it('gives a book its levels with their text, and nothing but data', () => {
    const value = bookOf(levels('100.0 x 1.50'), levels('100.5 x 2.00'), { checksum: 9, sequence: '4', time: 5 });
    expect(JSON.parse(eventJson('kraken', { kind: 'data', subscription, value })).value).toEqual({
      kind: 'book',
      exchange: 'kraken',
      symbol: 'BTC/USD',
      unit: 'base',
      bids: [{ price: 100, size: 1.5, priceText: '100.0', sizeText: '1.50' }],
      asks: [{ price: 100.5, size: 2, priceText: '100.5', sizeText: '2.00' }],
      checksum: 9,
      sequence: '4',
      time: 5,
      receivedAt: 1_000,
    });
  });

  it('cuts a book to 25 levels a side, or to as many as asked', () => {
    const side = levels(...Array.from({ length: 40 }, (_, index) => `${100 - index} x 1`));
    const event = { kind: 'data', subscription, value: bookOf(side, side) } as const;
    const depths = (line: string) => [JSON.parse(line).value.bids.length, JSON.parse(line).value.asks.length];
    expect(depths(eventJson('kraken', event))).toEqual([25, 25]);
    expect(depths(eventJson('kraken', event, 30))).toEqual([30, 30]);
    expect(depths(eventJson('kraken', event, 3))).toEqual([3, 3]);
  });
});
