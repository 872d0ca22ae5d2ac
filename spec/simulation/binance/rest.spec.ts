import { describe, expect, it } from '@jest/globals';
import { binanceRig, type Json } from './binanceRig.ts';

const START = Date.UTC(2026, 7, 1);
const MINUTE = 60_000;

describe("the simulated Binance's REST side", () => {
  it('tells time, and answers pings', () => {
    const { rest } = binanceRig({}, START);
    for (const base of ['/api/v3', '/fapi/v1']) {
      expect(rest('GET', `${base}/ping`)).toMatchObject({ status: 200, body: {} });
      expect(rest('GET', `${base}/time`).body).toEqual({ serverTime: START });
    }
  });

  it('lists the instruments of each product, with their steps', () => {
    const { rest } = binanceRig();
    const spot = rest('GET', '/api/v3/exchangeInfo').body['symbols'] as readonly Json[];
    const swaps = rest('GET', '/fapi/v1/exchangeInfo').body['symbols'] as readonly Json[];
    expect(spot.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
    expect(spot[0]).toMatchObject({
      status: 'TRADING',
      baseAsset: 'BTC',
      quoteAsset: 'USDT',
      isSpotTradingAllowed: true,
    });
    expect(spot[0]?.['filters']).toContainEqual(
      expect.objectContaining({ filterType: 'LOT_SIZE', stepSize: '0.00001000', minQty: '0.00010000' }),
    );
    expect(swaps[1]).toMatchObject({
      symbol: 'ETHUSDT',
      contractType: 'PERPETUAL',
      marginAsset: 'USDT',
      quantityPrecision: 3,
    });
    expect(swaps[1]?.['filters']).toContainEqual(
      expect.objectContaining({ filterType: 'PRICE_FILTER', tickSize: '0.01' }),
    );
    expect(rest('GET', '/dapi/v1/exchangeInfo').body['symbols']).toEqual([]);
    expect(rest('GET', '/sapi/v1/margin/allPairs')).toMatchObject({ status: 200, body: [] });
  });

  it.each([
    [
      '/api/v3/depth',
      400,
      { code: -1102, msg: "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed." },
    ],
    ['/api/v3/depth?symbol=FOOBAR', 400, { code: -1121, msg: 'Invalid symbol.' }],
    ['/api/v3/depth?symbol=btcusdt', 400, { code: -1121, msg: 'Invalid symbol.' }],
    [
      '/api/v3/depth?symbol=BTCUSDT&limit=x',
      400,
      { code: -1130, msg: "Data sent for parameter 'limit' is not valid." },
    ],
    ['/api/v3/nothing', 404, { code: -5000, msg: 'Path not found' }],
  ])('refuses %s', (path, status, body) => {
    expect(binanceRig().rest('GET', path)).toMatchObject({ status, body });
  });

  it('gives as many levels as asked for, a hundred unasked, and tells what that cost', () => {
    const { rest } = binanceRig();
    const lengths = (path: string) => {
      const { headers, body } = rest('GET', path);
      return [(body['bids'] as readonly unknown[]).length, headers['x-mbx-used-weight-1m']];
    };
    expect(lengths('/api/v3/depth?symbol=BTCUSDT')).toEqual([100, '5']);
    expect(lengths('/api/v3/depth?symbol=BTCUSDT&limit=500')).toEqual([500, '30']);
    expect(lengths('/api/v3/depth?symbol=BTCUSDT&limit=1000')).toEqual([1_000, '80']);
    expect(lengths('/api/v3/depth?symbol=BTCUSDT&limit=5000')[1]).toBe('330');
    expect(lengths('/fapi/v1/depth?symbol=BTCUSDT')).toEqual([500, '10']);
    expect(lengths('/fapi/v1/depth?symbol=BTCUSDT&limit=1000')).toEqual([1_000, '30']);
  });

  it('refuses what costs too much until the minute is over, and bans who goes on regardless', () => {
    const { rest, venue, clock } = binanceRig({}, START + 20_000);
    const ask = () => rest('GET', '/api/v3/depth?symbol=BTCUSDT&limit=5000');
    for (let i = 0; i < 24; i++) expect(ask().status).toBe(200);
    const refused = ask();
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '40' }, body: { code: -1003 } });
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['weight']);
    expect(rest('GET', '/fapi/v1/ping').status).toBe(200);
    clock.pass(40_000);
    expect(ask().status).toBe(200);
    for (let i = 0; i < 40; i++) ask();
    expect(ask()).toMatchObject({ status: 418, headers: { 'retry-after': '120' } });
    clock.pass(MINUTE);
    expect(rest('GET', '/api/v3/ping')).toMatchObject({ status: 418, headers: { 'retry-after': '60' } });
    clock.pass(MINUTE);
    expect(rest('GET', '/api/v3/ping').status).toBe(200);
  });
});
