import { describe, expect, it } from '@jest/globals';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import { publicDialect } from '../../src/exchanges/kraken/publicDialect.ts';
import type { Exchange } from '../../src/protocol/exchange.ts';
import { crc32 } from '../../src/util/crc32.ts';
import { acked, open, recv, retold, trade, tradesOf } from './session.ts';

const price = (at: number): string => `${100 + at}.0`;
/** A book of `levels` a side, checksum and all, as the venue would send it. */
function bookSnapshot(levels: number): string {
  const side = (sign: 1 | -1): readonly string[] => Array.from({ length: levels }, (_, at) => price(sign * (at + 1)));
  const digits = [...side(1).slice(0, 10), ...side(-1).slice(0, 10)].map((text) => `${text.replace('.', '')}150`);
  const rows = (prices: readonly string[]): string => prices.map((text) => `{"price":${text},"qty":1.50}`).join();
  return `{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[${rows(side(-1))}],"asks":[${rows(side(1))}],"checksum":${crc32(digits.join(''))}}]}`;
}
const delta = '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],"asks":[],"checksum":1}]}';
const ticker = '{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","last":100.5}]}';
const candle = (interval: number): string =>
  `{"channel":"ohlc","type":"update","data":[{"symbol":"BTC/USD","interval":${interval},"interval_begin":"2026-08-02T03:35:00Z","open":1,"high":1,"low":1,"close":1,"volume":1}]}`;

describe('content that no acknowledgement announced', () => {
  it('announces its topic itself', async () => {
    const frames = [trade(7), ticker, candle(5), candle(60), bookSnapshot(20), trade(8)];
    const { feeds, reports } = await retold(frames.map((frame, at) => recv(at, frame)));
    expect(feeds).toEqual({
      'trades|BTC/USD|||': ['stale connecting 0', 'live 1', '7', '8'],
      'ticker|BTC/USD|||': ['stale connecting 0', 'live 1', 'ticker'],
      'candles|BTC/USD||5m|': ['stale connecting 0', 'live 1', 'candle'],
      'candles|BTC/USD||1h|': ['stale connecting 0', 'live 1', 'candle'],
      'book|BTC/USD|25||': ['stale connecting 0', 'live 1', 'book'],
    });
    expect(reports).toEqual([]);
  });

  it('announces it again after each reconnection', async () => {
    const { feeds } = await retold([recv(1, trade(7)), open(2), recv(3, trade(8))]);
    expect(feeds).toEqual({
      'trades|BTC/USD|||': ['stale connecting 0', 'live 1', '7', 'stale connection-lost 1', 'live 2', '8'],
    });
  });

  it('is reported where it does not show what it belongs to', async () => {
    const { feeds, reports } = await retold([recv(1, delta), recv(2, delta), recv(3, bookSnapshot(10))]);
    expect(feeds).toEqual({ 'book|BTC/USD|10||': ['stale connecting 0', 'live 1', 'book'] });
    expect(reports).toEqual(Array.from({ length: 2 }, () => ({ kind: 'unknown-frame', socket: 'kraken-public' })));
  });

  it('raises nothing that an acknowledgement has ended', async () => {
    const { feeds } = await retold([recv(1, acked('unsubscribe', tradesOf())), recv(2, trade(7))]);
    expect(feeds).toEqual({});
  });

  it('is no more than what a late acknowledgement of it says', async () => {
    const { feeds } = await retold([recv(1, trade(7)), recv(2, acked('subscribe', tradesOf())), recv(3, trade(8))]);
    expect(feeds).toEqual({ 'trades|BTC/USD|||': ['stale connecting 0', 'live 1', '7', '8'] });
  });

  it('moves to a deeper book when it shows one, and stays with a thinner one', async () => {
    const snapshots = [10, 7, 30, 10].map((levels, at) => recv(at, bookSnapshot(levels)));
    const { feeds } = await retold(snapshots);
    expect(feeds).toEqual({
      'book|BTC/USD|10||': ['stale connecting 0', 'live 1', 'book', 'book', 'stale unsubscribed-by-venue 1'],
      'book|BTC/USD|100||': ['stale connecting 0', 'live 1', 'book', 'book'],
    });
  });

  it('gives way to an acknowledgement of another depth', async () => {
    const book = { channel: 'book', symbol: 'BTC/USD', depth: 500 };
    const lines = [bookSnapshot(10), acked('subscribe', book), bookSnapshot(10)].map((frame, at) => recv(at, frame));
    expect((await retold(lines)).feeds).toEqual({
      'book|BTC/USD|10||': ['stale connecting 0', 'live 1', 'book', 'stale unsubscribed-by-venue 1'],
      'book|BTC/USD|500||': ['stale connecting 0', 'live 1', 'book'],
    });
  });

  it('moves no book whose depth an acknowledgement says', async () => {
    const book = { channel: 'book', symbol: 'BTC/USD', depth: 10 };
    const lines = [acked('subscribe', book), bookSnapshot(10), bookSnapshot(25)].map((frame, at) => recv(at, frame));
    expect(Object.keys((await retold(lines)).feeds)).toEqual(['book|BTC/USD|10||']);
  });

  it('is reported in a dialect that shows nothing', async () => {
    const { shows: _, ...mute } = publicDialect;
    const exchange: Exchange = { ...kraken, dialects: { public: mute } };
    const { feeds, reports } = await retold([recv(1, trade(7))], { exchange });
    expect(feeds).toEqual({});
    expect(reports).toEqual([{ kind: 'unknown-frame', socket: 'kraken-public' }]);
  });
});
