import { describe, expect, it } from '@jest/globals';
import { candles } from '../../../src/exchanges/okx/candles.ts';
import { funding } from '../../../src/exchanges/okx/funding.ts';
import { mark } from '../../../src/exchanges/okx/mark.ts';
import { quotes } from '../../../src/exchanges/okx/quotes.ts';
import { ticker } from '../../../src/exchanges/okx/ticker.ts';
import { trades } from '../../../src/exchanges/okx/trades.ts';
import type { ValueChannel } from '../../../src/protocol/dialect.ts';
import { payloadOf } from './decoded.ts';

const stamp = { exchange: 'okx', symbol: 'BTC/USDT', receivedAt: 7 };
function read<T>(channel: ValueChannel<T>, row: unknown, context: object = {}): readonly T[] {
  return channel.reader({ exchange: 'okx', symbol: 'BTC/USDT', ...context })(payloadOf('trades', [row]), 7);
}
const trade = { tradeId: '130639474', px: '42219.90', sz: '0.12', side: 'sell', ts: '1630048897897', count: '3' };
const bar = ['1597026383085', '8533.02', '8553.74', '8527.17', '8548.26', '45247', '5.1', '5.2', '1'];

describe('values of OKX', () => {
  it('trades are the taker’s, their texts exact', () => {
    const told = {
      kind: 'trade',
      ...stamp,
      id: '130639474',
      side: 'sell',
      price: 42_219.9,
      priceText: '42219.90',
      size: 0.12,
      sizeText: '0.12',
      unit: 'base',
      time: 1_630_048_897_897,
    };
    expect(read(trades, trade)).toEqual([told]);
    expect(read(trades, trade, { symbol: 'BTC/USDT:USDT' })).toMatchObject([{ unit: 'contract' }]);
  });

  it('tickers leave out a side that nobody quotes', () => {
    const row = { last: '5.123', bidPx: '', bidSz: '', askPx: '5.142', askSz: '25', high24h: '5.4', low24h: '4.5' };
    expect(read(ticker, { ...row, vol24h: '289425', ts: '1652459223143' })).toEqual([
      {
        kind: 'ticker',
        ...stamp,
        last: 5.123,
        lastText: '5.123',
        ask: 5.142,
        askText: '5.142',
        askSize: 25,
        high: 5.4,
        low: 4.5,
        volume: 289_425,
        unit: 'base',
        time: 1_652_459_223_143,
      },
    ]);
  });

  it('quotes need both sides', () => {
    const asks = [['2.10', '4', '0', '1']];
    expect(read(quotes, { asks, bids: [['2.0', '3', '0', '1']], ts: '5' })).toEqual([
      {
        kind: 'quote',
        ...stamp,
        bid: 2,
        bidText: '2.0',
        bidSize: 3,
        ask: 2.1,
        askText: '2.10',
        askSize: 4,
        unit: 'base',
        time: 5,
      },
    ]);
    expect(read(quotes, { asks, bids: [], ts: '5' })).toEqual([]);
  });

  it('candles say themselves whether they are closed', () => {
    expect(read(candles, bar, { interval: '1d' })).toMatchObject([
      {
        kind: 'candle',
        interval: '1d',
        openTime: 1_597_026_383_085,
        close: 8548.26,
        volumeText: '45247',
        closed: true,
      },
    ]);
    expect(read(candles, bar.with(8, '0'))).toMatchObject([{ closed: false }]);
    expect(() => read(candles, bar.slice(0, 7))).toThrow(expect.objectContaining({ kind: 'protocol-violation' }));
  });

  it('candles are asked for by the venue’s names', () => {
    const routeOf = (interval: string | undefined, utc = false) =>
      candles.topicOf({
        channel: 'candles',
        symbol: 'BTC/USDT',
        ...(interval === undefined ? {} : { interval }),
        ...(utc ? { params: { utc } } : {}),
      }).route;
    expect([routeOf(undefined), routeOf('1h'), routeOf('1d'), routeOf('1d', true), routeOf('1M')]).toEqual([
      'candle1m:BTC-USDT',
      'candle1H:BTC-USDT',
      'candle1D:BTC-USDT',
      'candle1Dutc:BTC-USDT',
      'candle1M:BTC-USDT',
    ]);
    for (const [interval, utc] of [
      ['7m', false],
      ['1h', true],
      ['constructor', false],
    ] as const)
      expect(() => routeOf(interval, utc)).toThrow(expect.objectContaining({ kind: 'unsupported' }));
  });

  it('funding says what is paid when, and what is expected next', () => {
    const row = { fundingRate: '0.0001', fundingTime: '1700726400000', nextFundingRate: '', ts: '5' };
    expect(read(funding, row, { symbol: 'BTC/USDT:USDT' })).toEqual([
      {
        ...stamp,
        kind: 'funding',
        symbol: 'BTC/USDT:USDT',
        rate: 0.0001,
        rateText: '0.0001',
        nextTime: 1_700_726_400_000,
        time: 5,
      },
    ]);
    expect(read(funding, { ...row, nextFundingRate: '-0.02' })).toMatchObject([
      { nextRate: -0.02, nextRateText: '-0.02' },
    ]);
    for (const symbol of ['BTC/USDT', 'BTC/USD:BTC-220527'])
      expect(() => funding.topicOf({ channel: 'funding', symbol })).toThrow(
        expect.objectContaining({ kind: 'unsupported' }),
      );
  });

  it('marks are prices', () => {
    expect(read(mark, { markPx: '36.232', ts: '5' })).toEqual([
      { kind: 'mark', ...stamp, price: 36.232, priceText: '36.232', time: 5 },
    ]);
  });

  it.each([
    ['a trade without side', trades, { ...trade, side: 'maker' }],
    ['a trade at nothing', trades, { ...trade, px: '0' }],
    ['a trade whose id is none', trades, { ...trade, tradeId: 'x' }],
    ['a trade at no instant', trades, { ...trade, ts: '' }],
    ['a number that is no text', trades, { ...trade, sz: 1 }],
    ['a ticker without last price', ticker, { last: '' }],
    ['a mark that is none', mark, { markPx: '-1' }],
  ] as const)('are not made of %s', (_, channel, row) => {
    expect(() => read(channel as ValueChannel<unknown>, row)).toThrow(
      expect.objectContaining({ kind: 'protocol-violation' }),
    );
  });

  it('take no parameter that they do not know', () => {
    for (const [channel, of] of [
      [trades, 'trades'],
      [ticker, 'ticker'],
      [quotes, 'quotes'],
      [candles, 'candles'],
      [mark, 'mark'],
    ] as const)
      expect(() => channel.topicOf({ channel: of, symbol: 'BTC/USDT', params: { speed: 1 } })).toThrow(
        expect.objectContaining({ kind: 'invalid-options' }),
      );
    expect(() => trades.topicOf({ channel: 'trades', symbol: 'BTC/USDT', params: { channel: 'books' } })).toThrow(
      expect.objectContaining({ kind: 'invalid-options' }),
    );
  });
});
