import { describe, expect, it } from '@jest/globals';
import { spotMarket, usdtMarket } from '../../../src/exchanges/gateio/markets.ts';
import type { ValueChannel } from '../../../src/protocol/dialect.ts';
import type { Channel } from '../../../src/model/subscription.ts';
import { contentOf, dialectOf } from './decoded.ts';

function read(channel: Exclude<Channel, 'book'>, ...frames: readonly object[]): readonly unknown[] {
  const isSpot = JSON.stringify(frames[0]).includes('"spot.');
  const served = dialectOf(isSpot ? 'spot' : 'usdt').channels[channel] as ValueChannel<unknown>;
  const reader = served.reader({ exchange: 'gateio', symbol: 'BTC/USDT', interval: '1m' });
  return frames.flatMap((frame) => reader(contentOf(frame, isSpot ? spotMarket : usdtMarket).payload, 9));
}

describe('what Gate.io tells', () => {
  it('has trades in whole milliseconds, by the side of the taker, which perpetuals have as a sign', () => {
    const spot = {
      id: 309143071,
      create_time_ms: '1606292218213.9578',
      side: 'sell',
      currency_pair: 'BTC_USDT',
      amount: '16.470',
      price: '0.4705',
    };
    expect(read('trades', { channel: 'spot.trades', event: 'update', result: spot })).toMatchObject([
      { id: '309143071', side: 'sell', sizeText: '16.470', priceText: '0.4705', time: 1_606_292_218_213, unit: 'base' },
    ]);
    const result = [-108, 7].map((size) => ({
      size,
      id: 1,
      create_time: 1_545_136_464,
      price: '96.4',
      contract: 'BTC_USDT',
    }));
    expect(read('trades', { channel: 'futures.trades', event: 'update', result })).toMatchObject([
      { side: 'sell', size: 108, sizeText: '108', time: 1_545_136_464_000, unit: 'contract' },
      { side: 'buy', size: 7, sizeText: '7', unit: 'contract' },
    ]);
  });

  it('closes bars by the word of the venue, and where none came by the next bar', () => {
    const bar = (t: number, w?: boolean) => ({
      channel: 'spot.candlesticks',
      result: {
        t: String(t),
        v: '10',
        a: '2',
        o: '5',
        h: '5',
        l: '5',
        c: '5',
        n: '1m_BTC_USDT',
        ...(w === undefined ? {} : { w }),
      },
    });
    expect(read('candles', bar(60, false), bar(60, true), bar(120), bar(180, false))).toMatchObject([
      { openTime: 60_000, closed: false, volumeText: '2', unit: 'base' },
      { openTime: 60_000, closed: true },
      { openTime: 120_000, closed: false },
      { openTime: 120_000, closed: true },
      { openTime: 180_000, closed: false },
    ]);
  });

  it('has ticker, funding and mark of a perpetual in one frame, and no quote of an empty side', () => {
    const row = {
      contract: 'BTC_USDT',
      last: '23160.2',
      mark_price: '23175.64',
      funding_rate: '0.0001',
      funding_rate_indicative: '0.0002',
      index_price: '23173.35',
    };
    expect(read('ticker', { time_ms: 7, channel: 'futures.tickers', event: 'update', result: [row] })).toMatchObject([
      { kind: 'ticker', lastText: '23160.2', unit: 'contract', time: 7 },
      { kind: 'funding', rateText: '0.0001', nextRate: 0.0002 },
      { kind: 'mark', priceText: '23175.64', indexPrice: 23_173.35 },
    ]);
    const empty = { t: 0, u: 0, s: 'BTC_USDT', b: '', B: 0, a: '', A: 0 };
    expect(read('quotes', { channel: 'futures.book_ticker', event: 'update', result: empty })).toEqual([]);
  });

  it('tells orders by what is left of them: what bought at the market counts the quote', () => {
    const order = {
      id: '1',
      text: 't-1',
      currency_pair: 'BTC_USDT',
      side: 'buy',
      create_time_ms: '5',
      update_time_ms: '6',
    };
    const tell = (row: object) =>
      read('orders', { channel: 'spot.orders', event: 'update', result: [{ ...order, ...row }] });
    const limit = { type: 'limit', amount: '2', price: '10', time_in_force: 'poc' };
    expect(tell({ ...limit, left: '2', event: 'put' })).toMatchObject([
      {
        status: 'open',
        clientOrderId: 't-1',
        filledText: '0',
        postOnly: true,
        timeInForce: 'gtc',
        unit: 'base',
        updatedAt: 6,
      },
    ]);
    expect(tell({ ...limit, left: '0.5', event: 'update' })).toMatchObject([
      { status: 'partially-filled', filledText: '1.5' },
    ]);
    expect(tell({ ...limit, left: '0.5', event: 'finish', finish_as: 'cancelled', text: 'web' })).toMatchObject([
      { status: 'canceled', remainingText: '0.5' },
    ]);
    const market = { type: 'market', amount: '9.99', left: '0.01', price: '0', event: 'finish', finish_as: 'filled' };
    const [filled] = tell(market);
    expect(filled).toMatchObject({ status: 'filled', unit: 'quote', filledText: '9.98' });
    expect(filled).not.toHaveProperty('price');
  });

  it('keeps ids of perpetuals, exponents of fees and the sides of positions', () => {
    const raw = {
      contract: 'BTC_USDT',
      size: -3,
      left: -1,
      price: 40000.4,
      fill_price: 40000.4,
      status: 'open',
      tif: 'gtc',
      text: '-',
      create_time_ms: 5,
      finish_time_ms: 0,
    };
    const [order] = read('orders', {
      channel: 'futures.orders',
      event: 'update',
      result: [{ ...raw, id: 36028797827161 }],
    });
    expect(order).toMatchObject({
      orderId: '36028797827161',
      side: 'sell',
      sizeText: '3',
      filledText: '2',
      status: 'partially-filled',
    });
    expect(order).not.toHaveProperty('clientOrderId');
    const fill = {
      id: '3335259',
      create_time_ms: 5,
      contract: 'BTC_USDT',
      order_id: '36028797827161124',
      size: 1,
      price: '4',
      role: 'maker',
      fee: -2.5e-7,
    };
    expect(read('fills', { channel: 'futures.usertrades', event: 'update', result: [fill] })).toMatchObject([
      { orderId: '36028797827161124', feeText: '-0.00000025', feeCurrency: 'USDT', liquidity: 'maker' },
    ]);
    const position = {
      contract: 'BTC_USDT',
      size: -3,
      entry_price: 4.5,
      leverage: 0,
      mode: 'single',
      realised_pnl: -1.25e-8,
    };
    expect(read('positions', { channel: 'futures.positions', event: 'update', result: [position] })).toMatchObject([
      {
        side: 'short',
        size: 3,
        entryPrice: 4.5,
        marginMode: 'cross',
        realisedPnl: -1.25e-8,
        positionId: 'BTC_USDT single',
      },
    ]);
  });

  it.each([
    ['a side that is none', { side: 'up' }],
    ['a price below zero', { price: '-1' }],
    ['an id that is no number', { id: 'x' }],
    ['no time', { create_time_ms: '' }],
  ])('is refused with %s', (_, wrong) => {
    const trade = {
      id: 1,
      create_time_ms: '5',
      side: 'buy',
      currency_pair: 'BTC_USDT',
      amount: '1',
      price: '2',
      ...wrong,
    };
    expect(() => read('trades', { channel: 'spot.trades', event: 'update', result: trade })).toThrow(
      'protocol-violation',
    );
  });
});
