import { describe, expect, it } from '@jest/globals';
import { classify } from '../../../src/exchanges/kraken/classify.ts';
import { publicDialect } from '../../../src/exchanges/kraken/publicDialect.ts';
import { shows } from '../../../src/exchanges/kraken/shows.ts';
import type { DataMessage } from '../../../src/protocol/incoming.ts';
import { decoded, frameOf } from './decoded.ts';

const shown = (channel: string, type: 'snapshot' | 'update', row: string) =>
  shows(classify(decoded(frameOf(channel, type, row))) as DataMessage);
const side = (length: number): string => `[${Array.from({ length }, () => '{"price":1,"qty":1}').join(',')}]`;
const book = (bids: number, asks: number): string =>
  `{"symbol":"BTC/USD","bids":${side(bids)},"asks":${side(asks)},"checksum":1}`;

describe('what Kraken content shows of its subscription', () => {
  it.each([
    ['trade', '{"symbol":"BTC/USD"}', { channel: 'trades', symbol: 'BTC/USD' }],
    ['ticker', '{"symbol":"AAPLx/USD"}', { channel: 'ticker', symbol: 'AAPLx/USD' }],
    ['ohlc', '{"symbol":"BTC/USD","interval":15}', { channel: 'candles', symbol: 'BTC/USD', interval: '15m' }],
  ])('is all of it for %s', (channel, row, subscription) => {
    expect(shown(channel, 'update', row)).toEqual(subscription);
  });

  it.each([
    [0, 0, 10],
    [10, 10, 10],
    [3, 11, 25],
    [25, 3, 25],
    [26, 26, 100],
    [101, 100, 500],
    [501, 2, 1000],
    [1000, 1000, 1000],
  ])('is the smallest depth that holds a snapshot of %d bids and %d asks: %d', (bids, asks, depth) => {
    const subscription = shown('book', 'snapshot', book(bids, asks));
    expect(subscription).toEqual({ channel: 'book', symbol: 'BTC/USD', depth });
    expect(subscription && publicDialect.channels.book?.topicOf(subscription).subscription).toEqual(subscription);
  });

  it.each([
    ['a delta', 'book', 'update', book(10, 10)],
    ['a snapshot deeper than any on offer', 'book', 'snapshot', book(1001, 1)],
    ['an interval not on offer', 'ohlc', 'update', '{"symbol":"BTC/USD","interval":7}'],
    ['what is no symbol', 'trade', 'update', '{"symbol":"BTC"}'],
    ['a property of all objects', 'trade', 'update', '{"symbol":"constructor"}'],
  ] as const)('is nothing for %s', (_, channel, type, row) => {
    expect(shown(channel, type, row)).toBeUndefined();
  });
});
