import { describe, expect, it } from '@jest/globals';
import { balances } from '../../../src/exchanges/okx/balances.ts';
import { orders } from '../../../src/exchanges/okx/orders.ts';
import { fillIn } from '../../../src/exchanges/okx/orderRow.ts';
import { positions } from '../../../src/exchanges/okx/positions.ts';
import type { ValueChannel } from '../../../src/protocol/dialect.ts';
import type { PrivateValue } from '../../../src/protocol/stateRule.ts';
import { payloadOf } from './decoded.ts';

const read = (channel: ValueChannel<PrivateValue>, row: object, rest: object = {}): readonly PrivateValue[] =>
  channel.reader({ exchange: 'okx', symbol: '' })(payloadOf('orders', [row], rest), 7);

const order = {
  instId: 'BTC-USDT',
  ordId: '45',
  clOrdId: 'b15',
  side: 'sell',
  ordType: 'limit',
  state: 'partially_filled',
  px: '31527.10',
  sz: '0.003',
  accFillSz: '0.001',
  avgPx: '31527.1',
  reduceOnly: 'false',
  cTime: '1654084334977',
  uTime: '1654084353264',
  fillPx: '31527.1',
  fillSz: '0.001',
  fillFee: '-0.02522168',
  fillFeeCcy: 'USDT',
  fillTime: '1654084353263',
  tradeId: '242589207',
  execType: 'M',
};
const told = {
  kind: 'order',
  exchange: 'okx',
  symbol: 'BTC/USDT',
  orderId: '45',
  clientOrderId: 'b15',
  side: 'sell',
  type: 'limit',
  status: 'partially-filled',
  price: 31_527.1,
  priceText: '31527.10',
  size: 0.003,
  sizeText: '0.003',
  filled: 0.001,
  filledText: '0.001',
  remaining: 0.002,
  remainingText: '0.002',
  averagePrice: 31_527.1,
  averagePriceText: '31527.1',
  timeInForce: 'gtc',
  unit: 'base',
  time: 1_654_084_334_977,
  updatedAt: 1_654_084_353_264,
  receivedAt: 7,
};

describe('the orders of an OKX account', () => {
  it('tell their state and the execution that brought it; what it cost is positive', () => {
    expect(read(orders, order)).toEqual([
      told,
      {
        kind: 'fill',
        exchange: 'okx',
        symbol: 'BTC/USDT',
        id: '242589207',
        orderId: '45',
        clientOrderId: 'b15',
        side: 'sell',
        price: 31_527.1,
        priceText: '31527.1',
        size: 0.001,
        sizeText: '0.001',
        fee: 0.02522168,
        feeText: '0.02522168',
        feeCurrency: 'USDT',
        liquidity: 'maker',
        unit: 'base',
        time: 1_654_084_353_263,
        receivedAt: 7,
      },
    ]);
    const rebate = read(orders, { ...order, fillFee: '0.5', execType: 'T' });
    expect(rebate[1]).toMatchObject({ fee: -0.5, feeText: '-0.5', liquidity: 'taker' });
  });

  it('tell no execution where there is none', () => {
    const live = { ...order, state: 'live', accFillSz: '0', avgPx: '0', fillSz: '0', fillPx: '', tradeId: '' };
    expect(read(orders, live)).toEqual([expect.not.objectContaining({ averagePrice: expect.anything() })]);
  });

  it.each([
    ['live', 'open'],
    ['filled', 'filled'],
    ['canceled', 'canceled'],
    ['mmp_canceled', 'canceled'],
  ])('that are %s are %s', (state, status) => {
    expect(read(orders, { ...order, state })[0]).toMatchObject({ status });
  });

  it.each([
    ['post_only', { type: 'limit', timeInForce: 'gtc', postOnly: true }],
    ['fok', { type: 'limit', timeInForce: 'fok' }],
    ['ioc', { type: 'limit', timeInForce: 'ioc' }],
    ['trigger', { type: 'trigger' }],
  ])('of type %s are %j', (ordType, what) => {
    expect(read(orders, { ...order, ordType })[0]).toMatchObject(what);
  });

  it('sized in the quote are told in the quote', () => {
    const market = { ...order, ordType: 'market', px: '', sz: '100', tgtCcy: 'quote_ccy' };
    expect(read(orders, market)[0]).toMatchObject({
      unit: 'quote',
      size: 100,
      filledText: '31.5271',
      remaining: 68.4729,
    });
    expect(read(orders, { ...market, state: 'filled' })[0]).toMatchObject({ filledText: '100', remaining: 0 });
    expect(read(orders, { ...market, avgPx: '', accFillSz: '0' })[0]).toMatchObject({ filledText: '0' });
  });

  it('of instruments whose names tell no symbol are told by the name', () => {
    expect(read(orders, { ...order, instId: 'BTC-USD_UM-SWAP' })[0]).toMatchObject({ symbol: 'BTC-USD_UM-SWAP' });
  });

  it.each([
    ['a state that is none', { state: 'gone' }],
    ['a side that is none', { side: 'net' }],
    ['a size that is none', { sz: '' }],
  ])('are not made of %s', (_, wrong) => {
    expect(() => read(orders, { ...order, ...wrong })).toThrow(expect.objectContaining({ kind: 'protocol-violation' }));
  });

  it('begin with what REST tells: the open ones, and the latest fills', () => {
    const paths = (params?: { readonly market: string }) =>
      orders.state
        ?.queries?.({
          exchange: 'okx',
          subscription: { channel: 'orders', ...(params === undefined ? {} : { params }) },
        })
        .map((query) => query.kind === 'rest' && query.request(nobody).url);
    const nobody = { time: 0, nonce: 0, key: '', uid: '', passphrase: '', signature: '', environment: 'live' } as const;
    expect(paths()).toEqual(['/api/v5/trade/orders-pending', '/api/v5/trade/fills']);
    expect(paths({ market: 'swap' })).toEqual([
      '/api/v5/trade/orders-pending?instType=SWAP',
      '/api/v5/trade/fills?instType=SWAP',
    ]);
    const fill = {
      instId: 'BTC-USDT-SWAP',
      ordId: '45',
      tradeId: '9',
      side: 'buy',
      fillPx: '1',
      fillSz: '2',
      fee: '-0.1',
      feeCcy: 'USDT',
      ts: '5',
    };
    expect(fillIn(fill, 'okx', 7)).toMatchObject({ id: '9', fee: 0.1, unit: 'contract', time: 5 });
    const [, fills] = orders.state?.queries?.({ exchange: 'okx', subscription: { channel: 'fills' } }) ?? [];
    const told = fills?.read({ code: '0', data: [fill, { ...fill, tradeId: '8' }] }, 7);
    // The latest is the first of the answer, and happened last.
    expect(told).toMatchObject([{ id: '8' }, { id: '9' }]);
  });
});

describe('the balances of an OKX account', () => {
  const detail = { ccy: 'USDT', cashBal: '4750.42', availBal: '4591.84', frozenBal: '158.58', uTime: '1705564213903' };

  it('are what there is, what may be used and what is held', () => {
    expect(read(balances, { details: [detail] })).toEqual([
      {
        kind: 'balance',
        exchange: 'okx',
        asset: 'USDT',
        total: 4750.42,
        totalText: '4750.42',
        free: 4591.84,
        freeText: '4591.84',
        used: 158.58,
        usedText: '158.58',
        time: 1_705_564_213_903,
        receivedAt: 7,
      },
    ]);
    expect(read(balances, { details: [{ ...detail, availBal: '', availEq: '7' }] })).toMatchObject([{ free: 7 }]);
    expect(() => read(balances, { details: [{ ...detail, availBal: '' }] })).toThrow(
      expect.objectContaining({ kind: 'protocol-violation' }),
    );
  });

  it('begin with a snapshot, whose pages are told together', () => {
    const reader = balances.reader({ exchange: 'okx', symbol: '' });
    const page = (ccy: string, rest: object) => payloadOf('account', [{ details: [{ ...detail, ccy }] }], rest);
    const first = page('USDT', { eventType: 'snapshot', curPage: 1, lastPage: false });
    const last = page('BTC', { eventType: 'snapshot', curPage: 2, lastPage: true });
    const change = page('ETH', { eventType: 'event_update' });
    expect([first, last, change].map((payload) => balances.state?.isSnapshot?.(payload))).toEqual([false, true, false]);
    expect(
      [first, change, last, last].map((payload) =>
        reader(payload, 7).map((value) => value.kind === 'balance' && value.asset),
      ),
    ).toEqual([[], ['ETH'], ['USDT', 'BTC'], ['BTC']]);
  });
});

describe('the positions of an OKX account', () => {
  const position = {
    instId: 'ETH-USD-SWAP',
    posId: '30',
    posSide: 'net',
    pos: '-12',
    avgPx: '2566.31',
    markPx: '2353.8',
    liqPx: '',
    lever: '10',
    upl: '-0.1',
    realizedPnl: '0.2',
    mgnMode: 'isolated',
    uTime: '5',
  };

  it('have a side and a size; where long and short are one, the sign says which', () => {
    expect(read(positions, position)).toEqual([
      {
        kind: 'position',
        exchange: 'okx',
        symbol: 'ETH/USD:ETH',
        positionId: '30',
        side: 'short',
        size: 12,
        sizeText: '12',
        entryPrice: 2566.31,
        entryPriceText: '2566.31',
        markPrice: 2353.8,
        leverage: 10,
        unrealisedPnl: -0.1,
        realisedPnl: 0.2,
        marginMode: 'isolated',
        unit: 'contract',
        time: 5,
        receivedAt: 7,
      },
    ]);
  });

  it.each([
    [{ pos: '12' }, { side: 'long', size: 12 }],
    [{ pos: '0' }, { side: 'flat', size: 0 }],
    [
      { pos: '12', posSide: 'short' },
      { side: 'short', size: 12 },
    ],
    [
      { pos: '12', posSide: 'long' },
      { side: 'long', size: 12 },
    ],
    [
      { pos: '12', instId: 'BTC-USDT', posCcy: 'BTC' },
      { side: 'long', unit: 'base' },
    ],
    [
      { pos: '12', instId: 'BTC-USDT', posCcy: 'USDT' },
      { side: 'short', unit: 'quote' },
    ],
  ])('with %j are %j', (row, what) => {
    expect(read(positions, { ...position, ...row })).toMatchObject([what]);
  });
});
