import { describe, expect, it } from '@jest/globals';
import { v1Dialect } from '../../../../src/exchanges/kraken/v1/v1Dialect.ts';
import type { Candle, Trade } from '../../../../src/model/values.ts';
import { payloadOf, valuesOf } from './decoded.ts';

const stamp = { exchange: 'kraken', symbol: 'BTC/USD', unit: 'base', receivedAt: 5 };
const trade = (time: string, side = 's') => `["5541.20000","0.15850568","${time}","${side}","l",""]`;
const tradesFrame = (...rows: readonly string[]) => `[321,[${rows.join(',')}],"trade","XBT/USD"]`;

describe('trades of Kraken v1', () => {
  it('are told with the exact texts, the side of the taker and the instant in milliseconds', () => {
    expect(valuesOf(tradesFrame(trade('1534614057.321597'), trade('1534614057.324998', 'b')))).toEqual([
      {
        ...stamp,
        kind: 'trade',
        id: '1534614057.321597',
        side: 'sell',
        price: 5541.2,
        priceText: '5541.20000',
        size: 0.15850568,
        sizeText: '0.15850568',
        time: 1_534_614_057_321,
      },
      expect.objectContaining({ id: '1534614057.324998', side: 'buy' }),
    ]);
  });

  it('of one instant are told apart, in one frame and across frames', () => {
    const same = trade('1534614057.321597');
    const told = valuesOf(tradesFrame(same, same), tradesFrame(same), tradesFrame(trade('1534614058.000000')));
    expect(told.map((one) => (one as Trade).id)).toEqual([
      '1534614057.321597',
      '1534614057.321597-2',
      '1534614057.321597-3',
      '1534614058.000000',
    ]);
  });

  it.each([trade('1534614057.321597', 'x'), trade('soon'), '["0","1","1534614057.3","s"]', '{}', '7'])(
    'that cannot be read are a fault of their frame: %s',
    (row) => {
      expect(() => valuesOf(tradesFrame(trade('1534614057.3'), row))).toThrow('protocol-violation');
    },
  );
});

describe('a ticker of Kraken v1', () => {
  const frame = (bid: string) =>
    `[1337,{"a":["5525.40000",1,"1.500"],"b":["${bid}",1,"1.000"],"c":["5525.10000","0.00398963"],"h":["5783.00000","5784.00000"],"l":["5505.00000","5504.00000"],"o":["5760.70000","5763.40000"],"p":["5631.44067","5653.78939"],"t":[11493,16267],"v":["2634.11501494","3591.17907851"]},"ticker","XBT/USD"]`;

  it('is of the last 24 hours', () => {
    expect(valuesOf(frame('5525.10000'))).toEqual([
      {
        ...stamp,
        kind: 'ticker',
        last: 5525.1,
        lastText: '5525.10000',
        bid: 5525.1,
        bidText: '5525.10000',
        bidSize: 1,
        ask: 5525.4,
        askText: '5525.40000',
        askSize: 1.5,
        high: 5784,
        low: 5504,
        volume: 3591.17907851,
        vwap: 5653.78939,
      },
    ]);
  });

  it('has no price on a side that nobody quotes', () => {
    const [ticker] = valuesOf(frame('0.00000'));
    expect(ticker).not.toHaveProperty('bid');
    expect(ticker).toHaveProperty('ask');
  });
});

describe('a quote of Kraken v1', () => {
  const frame = (ask: string) =>
    `[1333337,["5698.40000","${ask}","1542057299.545897","1.01234567","0.98765432"],"spread","XBT/USD"]`;

  it('is the best bid and ask with their sizes', () => {
    expect(valuesOf(frame('5700.00000'))).toEqual([
      {
        ...stamp,
        kind: 'quote',
        bid: 5698.4,
        bidText: '5698.40000',
        bidSize: 1.01234567,
        ask: 5700,
        askText: '5700.00000',
        askSize: 0.98765432,
        time: 1_542_057_299_545,
      },
    ]);
  });

  it('is not there while a side is empty', () => {
    expect(valuesOf(frame('0.00000'))).toEqual([]);
  });
});

describe('candles of Kraken v1', () => {
  const frame = (end: string, close = '3586.60000') =>
    `[13337,["1542057314.748456","${end}","3586.70000","3586.80000","3586.50000","${close}","3586.68894","0.03373000",2],"ohlc-5","XBT/USD"]`;

  it.each(['1542057600.000000', '1542057600.435743'])(
    'begin their interval before the end that they state: %s',
    (end) => {
      expect(valuesOf(frame(end))).toEqual([
        {
          ...stamp,
          kind: 'candle',
          interval: '5m',
          openTime: 1_542_057_300_000,
          open: 3586.7,
          openText: '3586.70000',
          high: 3586.8,
          highText: '3586.80000',
          low: 3586.5,
          lowText: '3586.50000',
          close: 3586.6,
          closeText: '3586.60000',
          volume: 0.03373,
          volumeText: '0.03373000',
          vwap: 3586.68894,
          trades: 2,
          closed: false,
          time: 1_542_057_314_748,
        },
      ]);
    },
  );

  it('close when a later one appears', () => {
    const told = valuesOf(frame('1542057600'), frame('1542057600', '3586.65000'), frame('1542057900'));
    expect(told.map((one) => [(one as Candle).openTime, (one as Candle).closeText, (one as Candle).closed])).toEqual([
      [1_542_057_300_000, '3586.60000', false],
      [1_542_057_300_000, '3586.65000', false],
      [1_542_057_300_000, '3586.65000', true],
      [1_542_057_600_000, '3586.60000', false],
    ]);
  });
});

describe('a book of Kraken v1', () => {
  const read = (...parts: readonly string[]) =>
    v1Dialect.channels.book?.read(payloadOf(`[320,${parts.join(',')},"book-10","XBT/USD"]`));
  const level = (price: string, size: string, time: string) => ({ priceText: price, sizeText: size, time });
  const texts = (...levels: readonly ReturnType<typeof level>[]) =>
    levels.map(({ priceText, sizeText }) => ({ priceText, sizeText }));
  const ask = level('5541.30000', '2.50700000', '1534614248.123678');
  const bid = level('5541.20000', '1.52900000', '1534614248.765567');
  const rows = ({ priceText, sizeText, time }: typeof ask, more = '') =>
    `[["${priceText}","${sizeText}","${time}"${more}]]`;

  it('begins with a snapshot that bears no checksum', () => {
    const frame = { kind: 'snapshot', asks: texts(ask), bids: texts(bid), time: 1_534_614_248_765 };
    expect(read(`{"as":${rows(ask)},"bs":${rows(bid)}}`)).toEqual(frame);
    expect(read(`{"as":${rows(ask)},"bs":${rows(bid)}}`, 'null')).toEqual(frame);
  });

  it('of which one side is empty is a snapshot all the same', () => {
    expect(read(`{"as":[],"bs":${rows(bid)}}`)).toMatchObject({ kind: 'snapshot', asks: [], bids: texts(bid) });
  });

  it('changes on one side, or on both in two objects, under one checksum', () => {
    expect(read(`{"a":${rows(ask, ',"r"')},"c":"4187525586"}`)).toEqual({
      kind: 'delta',
      asks: texts(ask),
      bids: [],
      checksum: 4_187_525_586,
      time: 1_534_614_248_123,
    });
    expect(read(`{"a":${rows(ask)}}`, `{"b":${rows(bid)},"c":"1768150633"}`)).toEqual({
      kind: 'delta',
      asks: texts(ask),
      bids: texts(bid),
      checksum: 1_768_150_633,
      time: 1_534_614_248_765,
    });
  });

  it.each([
    `{"a":${rows(ask)},"c":"-1"}`,
    `{"a":${rows(ask)},"c":"4294967296"}`,
    `{"a":${rows(ask)},"c":null}`,
    `{"a":7,"c":"1"}`,
    `{"a":[7],"c":"1"}`,
    '{"a":[["1","2"]],"c":"1"}',
    'null',
    '[]',
  ])('is not read out of %s', (part) => {
    expect(() => read(part)).toThrow('protocol-violation');
  });
});
