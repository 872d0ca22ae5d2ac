import { describe, expect, it } from '@jest/globals';
import { gateioRig } from './gateioRig.ts';

const digits = expect.stringMatching(/^-?\d+(\.\d+)?$/);

describe("the simulated venue's market data in Gate's language", () => {
  it('is lively: within eight seconds each instrument has twenty changes of its book, five trades and a ticker', () => {
    const { clock, dial } = gateioRig();
    const [spot, futures] = [dial('spot'), dial('futures')];
    for (const client of [spot, futures]) {
      const product = client === spot ? 'spot' : 'futures';
      for (const name of ['BTC_USDT', 'ETH_USDT']) {
        client.subscribe(`${product}.order_book_update`, [name, '100ms', ...(product === 'spot' ? [] : ['100'])]);
        client.subscribe(`${product}.obu`, [`ob.${name}.50`]);
      }
      client.subscribe(`${product}.trades`, ['BTC_USDT', 'ETH_USDT']);
      client.subscribe(`${product}.tickers`, ['BTC_USDT', 'ETH_USDT']);
    }
    clock.pass(8_000);
    for (const [client, product] of [
      [spot, 'spot'],
      [futures, 'futures'],
    ] as const) {
      for (const name of ['BTC_USDT', 'ETH_USDT']) {
        const count = (channel: string, field: string, value: string): number =>
          client.rows(`${product}.${channel}`).filter((row) => row[field] === value).length;
        const by = product === 'spot' ? 'currency_pair' : 'contract';
        expect(count('order_book_update', 's', name)).toBeGreaterThanOrEqual(20);
        expect(count('obu', 's', `ob.${name}.50`)).toBeGreaterThanOrEqual(20);
        expect(count('trades', by, name)).toBeGreaterThanOrEqual(5);
        expect(count('tickers', by, name)).toBeGreaterThanOrEqual(1);
      }
    }
  });

  it('tells trades on spot one by one, with times as fractional text', () => {
    const { clock, dial } = gateioRig();
    const client = dial();
    client.subscribe('spot.trades', ['BTC_USDT']);
    clock.pass(5_000);
    const [first] = client.of('spot.trades');
    expect(first?.message).toEqual({
      time: expect.any(Number),
      time_ms: expect.any(Number),
      channel: 'spot.trades',
      event: 'update',
      result: {
        id: expect.any(Number),
        create_time: expect.any(Number),
        create_time_ms: expect.stringMatching(/^\d{13}\.\d{4}$/),
        side: expect.stringMatching(/^(buy|sell)$/),
        currency_pair: 'BTC_USDT',
        amount: digits,
        price: digits,
        range: expect.any(String),
      },
    });
    const ids = client.rows('spot.trades').map(({ id }) => Number(id));
    expect(ids).toEqual(ids.map((_, index) => (ids[0] ?? 0) + index));
  });

  it('tells trades in futures as a list, what was sold below zero, and the side agrees with the price', () => {
    const { clock, dial } = gateioRig();
    const client = dial('futures');
    client.subscribe('futures.trades', ['BTC_USDT']);
    client.subscribe('futures.book_ticker', ['BTC_USDT']);
    clock.pass(20_000);
    const trades = client.rows('futures.trades');
    expect(trades[0]).toEqual({
      size: expect.any(Number),
      id: expect.any(Number),
      create_time: expect.any(Number),
      create_time_ms: expect.any(Number),
      price: digits,
      contract: 'BTC_USDT',
    });
    expect(trades.some(({ size }) => Number(size) < 0)).toBe(true);
    expect(trades.some(({ size }) => Number(size) > 0)).toBe(true);
    expect(trades.every(({ size }) => Number.isInteger(size))).toBe(true);
    const [ticker] = client.rows('futures.book_ticker');
    expect(ticker).toMatchObject({ s: 'BTC_USDT', b: digits, B: expect.any(Number), a: digits, A: expect.any(Number) });
  });

  it('tells sizes in futures as text where the dial asked for decimals', () => {
    const { clock, dial, rest } = gateioRig();
    const header = { 'X-Gate-Size-Decimal': '1' };
    const client = dial('futures', header);
    client.subscribe('futures.trades', ['BTC_USDT']);
    client.subscribe('futures.order_book_update', ['BTC_USDT', '100ms', '100']);
    clock.pass(5_000);
    expect(typeof client.rows('futures.trades')[0]?.size).toBe('string');
    expect(client.of('futures.order_book_update').at(-1)?.text).toMatch(/"s":"\d+"/);
    const path = '/futures/usdt/order_book?contract=BTC_USDT&limit=5&with_id=true';
    expect(rest('GET', path, undefined, header).text).toMatch(/"p":"[\d.]+","s":"\d+"/);
    expect(rest('GET', path).text).toMatch(/"p":"[\d.]+","s":\d+/);
  });

  it('tells tickers with funding, mark and index in futures, as a list', () => {
    const { clock, dial } = gateioRig();
    const [spot, futures] = [dial(), dial('futures')];
    spot.subscribe('spot.tickers', ['ETH_USDT']);
    futures.subscribe('futures.tickers', ['ETH_USDT']);
    clock.pass(5_000);
    expect(spot.of('spot.tickers')[0]?.message.result).toEqual({
      currency_pair: 'ETH_USDT',
      last: digits,
      lowest_ask: digits,
      highest_bid: digits,
      change_percentage: digits,
      base_volume: digits,
      quote_volume: digits,
      high_24h: digits,
      low_24h: digits,
    });
    expect(futures.of('futures.tickers')[0]?.message.result).toEqual([
      expect.objectContaining({
        contract: 'ETH_USDT',
        last: digits,
        funding_rate: digits,
        mark_price: digits,
        index_price: digits,
        volume_24h: digits,
      }),
    ]);
    expect(spot.of('spot.tickers').length).toBeLessThanOrEqual(6);
  });

  it('tells bars as they grow, and the last word on each that it is over', () => {
    const { clock, dial } = gateioRig();
    const [spot, futures] = [dial(), dial('futures')];
    spot.subscribe('spot.candlesticks', ['10s', 'BTC_USDT']);
    futures.subscribe('futures.candlesticks', ['1m', 'BTC_USDT']);
    clock.pass(60_000);
    const bars = spot.rows('spot.candlesticks');
    expect(bars[0]).toEqual({
      t: expect.stringMatching(/^\d{10}$/),
      v: digits,
      c: digits,
      h: digits,
      l: digits,
      o: digits,
      n: '10s_BTC_USDT',
      a: digits,
      w: false,
    });
    const closed = bars.filter(({ w }) => w === true).map(({ t }) => Number(t));
    expect(closed).toEqual(closed.map((_, index) => (closed[0] ?? 0) + 10 * index));
    expect(closed.length).toBeGreaterThanOrEqual(5);
    const [bar] = futures.rows('futures.candlesticks');
    expect(bar).toMatchObject({ t: expect.any(Number), v: expect.any(Number), n: '1m_BTC_USDT' });
    expect(futures.of('futures.candlesticks')[0]?.message.result).toHaveLength(1);
  });

  it('is the same to the byte for the same seed, and another for another', () => {
    const frames = (seed: number): string => {
      const { clock, venue, dial } = gateioRig({ seed });
      const client = dial();
      client.subscribe('spot.trades', ['BTC_USDT'], 1);
      client.subscribe('spot.obu', ['ob.BTC_USDT.50'], 2);
      clock.pass(5_000);
      return JSON.stringify(venue.journal);
    };
    expect(frames(3)).toBe(frames(3));
    expect(frames(3)).not.toBe(frames(4));
  });
});
