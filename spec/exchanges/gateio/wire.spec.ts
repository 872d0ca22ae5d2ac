import { describe, expect, it } from '@jest/globals';
import { gateio } from '../../../src/exchanges/gateio/index.ts';
import { spotMarket, usdtMarket } from '../../../src/exchanges/gateio/markets.ts';
import { wireOf } from '../../../src/exchanges/gateio/wire.ts';
import type { Subscription } from '../../../src/model/subscription.ts';
import { dialectOf } from './decoded.ts';

const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const topicOf = (dialect: string, subscription: Subscription) =>
  dialectOf(dialect).channels[subscription.channel]?.topicOf(subscription);

describe('what Gate.io is asked for', () => {
  it.each<[Subscription, string, readonly string[]]>([
    [{ channel: 'trades', symbol: SPOT }, 'trades', ['BTC_USDT']],
    [{ channel: 'quotes', symbol: SPOT }, 'book_ticker', ['BTC_USDT']],
    [{ channel: 'candles', symbol: SPOT, interval: '1w' }, 'candlesticks', ['7d', 'BTC_USDT']],
    [{ channel: 'book', symbol: SPOT }, 'obu', ['ob.BTC_USDT.50']],
    [{ channel: 'book', symbol: SPOT, depth: 51 }, 'obu', ['ob.BTC_USDT.400']],
    [
      { channel: 'book', symbol: SPOT, params: { channel: 'order_book_update' } },
      'order_book_update',
      ['BTC_USDT', '100ms'],
    ],
    [
      { channel: 'book', symbol: SPOT, depth: 7, params: { channel: 'order_book', speed: '1000ms' } },
      'order_book',
      ['BTC_USDT', '10', '1000ms'],
    ],
    [{ channel: 'orders' }, 'orders', ['!all']],
    [{ channel: 'balances' }, 'balances', []],
  ])('on spot, %j, is by channel and place', (subscription, channel, args) => {
    expect(wireOf(spotMarket, subscription)).toMatchObject({ channel, args });
  });

  it.each<[Subscription, string, readonly string[]]>([
    [{ channel: 'mark', symbol: SWAP }, 'tickers', ['BTC_USDT']],
    [
      { channel: 'book', symbol: SWAP, depth: 60, params: { channel: 'order_book_update' } },
      'order_book_update',
      ['BTC_USDT', '100ms', '100'],
    ],
    [
      { channel: 'book', symbol: SWAP, params: { channel: 'order_book_update', speed: '20ms' } },
      'order_book_update',
      ['BTC_USDT', '20ms', '20'],
    ],
    [
      { channel: 'book', symbol: SWAP, depth: 5, params: { channel: 'order_book' } },
      'order_book',
      ['BTC_USDT', '5', '0'],
    ],
    [{ channel: 'fills' }, 'usertrades', ['20011', '!all']],
  ])('of perpetuals, %j, is by channel and place', (subscription, channel, args) => {
    expect(wireOf(usdtMarket, subscription, '20011')).toMatchObject({ channel, args });
  });

  it('puts pairs of one channel into one frame, and books and candles each into its own', () => {
    const batches = (wanted: Omit<Subscription, 'symbol'>) =>
      new Set(['BTC/USDT', 'ETH/USDT'].map((symbol) => topicOf('spot', { ...wanted, symbol })?.batch)).size;
    expect([batches({ channel: 'trades' }), batches({ channel: 'book' }), batches({ channel: 'candles' })]).toEqual([
      1, 2, 2,
    ]);
  });

  it('is the same whether the default is said or not, and tells apart what frames do not', () => {
    const book = (params: Subscription['params'] = {}) => topicOf('spot', { channel: 'book', symbol: SPOT, params });
    expect(book({ channel: 'obu' })).toEqual(book());
    const usual = book({ channel: 'order_book_update' });
    expect(book({ channel: 'order_book_update', speed: '100ms' })).toEqual(usual);
    const fast = book({ channel: 'order_book_update', speed: '20ms' });
    expect([fast?.route === usual?.route, fast?.key === usual?.key]).toEqual([true, false]);
  });

  it.each<[Subscription, string]>([
    [{ channel: 'book', symbol: SPOT, depth: 401 }, 'unsupported'],
    [{ channel: 'candles', symbol: SPOT, interval: '3m' }, 'unsupported'],
    [{ channel: 'book', symbol: SPOT, params: { channel: 'constructor' } }, 'invalid-options'],
    [{ channel: 'book', symbol: SPOT, params: { channel: 'order_book', speed: '20ms' } }, 'invalid-options'],
    [{ channel: 'book', symbol: SPOT, params: { speed: '20ms' } }, 'invalid-options'],
    [{ channel: 'trades', symbol: 'btc/usdt' }, 'invalid-options'],
    [{ channel: 'trades', symbol: SPOT, params: { extra: 1 } }, 'invalid-options'],
  ])('is refused before anything is dialled: %j', (subscription, kind) => {
    expect(() => topicOf('spot', subscription)).toThrow(kind);
  });

  it('goes to the market of its symbol, or to the one that is named', () => {
    const route = (subscription: Subscription) => gateio.route(subscription);
    expect([
      route({ channel: 'trades', symbol: SPOT }),
      route({ channel: 'trades', symbol: SWAP }),
      route({ channel: 'trades', symbol: 'BTC/USD:BTC' }),
      route({ channel: 'orders' }),
      route({ channel: 'orders', params: { market: 'usdt' } }),
      route({ channel: 'orders', params: { market: 'options' } }),
    ]).toEqual(['spot', 'usdt', undefined, 'spot', 'usdt', undefined]);
  });
});
