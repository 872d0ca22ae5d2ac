import { describe, expect, it } from '@jest/globals';
import { orderRules } from '../../../src/exchanges/okx/orderRules.ts';
import { rejectionOf } from '../../../src/exchanges/okx/rejectionOf.ts';
import type { Instrument } from '../../../src/model/instrument.ts';
import type { ExactOrder, OrderContext } from '../../../src/protocol/orderRules.ts';
import { seededRandom } from '../../../src/util/random.ts';

const codes: Readonly<Record<string, string>> = { 'BTC/USDT': '10458', 'BTC/USDT:USDT': '10459' };
const context: OrderContext = {
  exchange: 'okx',
  instrumentOf: (symbol) => {
    const venueCode = codes[symbol];
    const instrument = { symbol, venueSymbol: '', type: 'spot', base: 'BTC', quote: 'USDT', unit: 'base' } as const;
    return { ...instrument, ...(venueCode === undefined ? {} : { venueCode }) } satisfies Instrument;
  },
};
const limit: ExactOrder = {
  symbol: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  price: '100000.10',
  size: '0.00100',
  clientOrderId: 'b15',
};
const placed = (order: Partial<ExactOrder>): unknown => orderRules.place.one({ ...limit, ...order }, context);
const arg = {
  instIdCode: 10_458,
  tdMode: 'cash',
  side: 'buy',
  ordType: 'limit',
  px: '100000.10',
  sz: '0.00100',
  clOrdId: 'b15',
};

describe('orders of OKX', () => {
  it('name the instrument by its number, amounts digit by digit', () => {
    expect(placed({})).toEqual({ op: 'order', args: [arg] });
    expect(
      placed({ symbol: 'BTC/USDT:USDT', reduceOnly: true, params: { tdMode: 'isolated', posSide: 'long' } }),
    ).toEqual({
      op: 'order',
      args: [{ ...arg, instIdCode: 10_459, tdMode: 'isolated', posSide: 'long', reduceOnly: true }],
    });
  });

  it('are not placed where the number is not known', () => {
    expect(() => placed({ symbol: 'ETH/USDT' })).toThrow(expect.objectContaining({ kind: 'unsupported' }));
  });

  it.each([
    [{}, 'limit'],
    [{ timeInForce: 'gtc' }, 'limit'],
    [{ timeInForce: 'ioc' }, 'ioc'],
    [{ timeInForce: 'fok' }, 'fok'],
    [{ postOnly: true }, 'post_only'],
    [{ type: 'market' }, 'market'],
    [{ type: 'market', timeInForce: 'ioc' }, 'market'],
    [{ type: 'optimal_limit_ioc' }, 'optimal_limit_ioc'],
  ] as const)('with %j are of the type %s', (order, ordType) => {
    expect(placed(order)).toMatchObject({ args: [{ ordType }] });
  });

  it.each([
    [{ timeInForce: 'gtd' }, 'unsupported'],
    [{ postOnly: true, timeInForce: 'ioc' }, 'invalid-options'],
    [{ type: 'market', postOnly: true }, 'invalid-options'],
    [{ type: 'market', timeInForce: 'fok' }, 'invalid-options'],
  ] as const)('with %j are %s', (order, kind) => {
    expect(() => placed(order)).toThrow(expect.objectContaining({ kind }));
  });

  it('at the market count the base on spot, and whatever contracts on swaps', () => {
    expect(placed({ type: 'market' })).toMatchObject({ args: [{ tgtCcy: 'base_ccy' }] });
    expect(placed({ type: 'market', params: { tgtCcy: 'quote_ccy' } })).toMatchObject({
      args: [{ tgtCcy: 'quote_ccy' }],
    });
    expect(placed({ type: 'market', symbol: 'BTC/USDT:USDT' })).toEqual({
      op: 'order',
      args: [expect.not.objectContaining({ tgtCcy: expect.anything() })],
    });
  });

  it('are changed and canceled by the venue’s id, or else by the customer’s', () => {
    const { amend, cancel } = orderRules;
    expect(
      amend?.one({ symbol: 'BTC/USDT', orderId: '7', clientOrderId: 'a', price: '1', size: '2' }, context),
    ).toEqual({
      op: 'amend-order',
      args: [{ instIdCode: 10_458, ordId: '7', newPx: '1', newSz: '2' }],
    });
    expect(cancel.one({ symbol: 'BTC/USDT', clientOrderId: 'a' }, context)).toEqual({
      op: 'cancel-order',
      args: [{ instIdCode: 10_458, clOrdId: 'a' }],
    });
  });

  it('go by twenties', () => {
    const { place, amend, cancel } = orderRules;
    expect(place.batch?.many([limit, limit], context)).toEqual({ op: 'batch-orders', args: [arg, arg] });
    const batches = [place.batch, amend?.batch, cancel.batch];
    expect(batches.map((batch) => batch?.most)).toEqual([20, 20, 20]);
    const ref = { symbol: 'BTC/USDT', orderId: '7' };
    expect([amend?.batch?.many([ref], context), cancel.batch?.many([ref], context)]).toMatchObject([
      { op: 'batch-amend-orders' },
      { op: 'batch-cancel-orders' },
    ]);
  });

  it('have ids of letters and digits', () => {
    const { make, isValid } = orderRules.clientOrderId;
    const random = seededRandom(1);
    const ids = Array.from({ length: 100 }, () => make(random));
    expect([ids.every(isValid), new Set(ids).size]).toEqual([true, 100]);
    expect(['', 'a-b', 'a'.repeat(33), 'ä'].map(isValid)).toEqual([false, false, false, false]);
  });

  it('are judged one by one, by their ids and else by their places', () => {
    const [a, b] = [
      { symbol: 'BTC/USDT', clientOrderId: 'a' },
      { symbol: 'BTC/USDT', clientOrderId: 'b' },
    ];
    const ok = { clOrdId: 'a', ordId: '12', sCode: '0', sMsg: '' };
    const no = { clOrdId: 'b', ordId: '', sCode: '51008', sMsg: 'Insufficient balance' };
    const accepted = { kind: 'accepted', orderId: '12', clientOrderId: 'a' };
    const rejected = { kind: 'rejected', code: '51008', reason: 'Insufficient balance' };
    const { verdictsOf } = orderRules;
    expect(verdictsOf({ code: '2', data: [ok, no] }, [a, b])).toEqual([accepted, rejected]);
    expect(verdictsOf({ code: '2', data: [no, ok] }, [a, b])).toEqual([accepted, rejected]);
    expect(verdictsOf({ data: [{ ...ok, clOrdId: '' }] }, [{ symbol: 'BTC/USDT', orderId: '12' }])).toEqual([
      { kind: 'accepted', orderId: '12' },
    ]);
    expect(verdictsOf({ data: [ok] }, [a, b])).toEqual([accepted, undefined]);
    expect(verdictsOf({ data: [ok] }, [b])).toEqual([undefined]);
    expect([verdictsOf({}, [a]), verdictsOf({ data: [{ ...ok, ordId: '' }] }, [a])]).toEqual([
      [undefined],
      [undefined],
    ]);
  });

  it('are never judged by a row that names another, or may be of another', () => {
    const [first, second] = ['12', '13'].map((orderId) => ({ symbol: 'BTC/USDT', orderId }));
    const other = { clOrdId: '', ordId: '99', sCode: '0', sMsg: '' };
    const nameless = { clOrdId: '', ordId: '', sCode: '51400', sMsg: 'Cancellation failed' };
    const items = [first, second].filter((item) => item !== undefined);
    expect(orderRules.verdictsOf({ data: [other, { ...other, ordId: '12' }] }, items)).toEqual([
      { kind: 'accepted', orderId: '12' },
      undefined,
    ]);
    expect(orderRules.verdictsOf({ data: [nameless] }, items)).toEqual([undefined, undefined]);
    expect(orderRules.verdictsOf({ data: [{ ...other, ordId: '12' }, nameless] }, items)).toMatchObject([
      { kind: 'accepted' },
      { kind: 'rejected' },
    ]);
  });

  it('whose outcome the venue does not know are in doubt', () => {
    const timedOut = { clOrdId: 'a', ordId: '', sCode: '50004', sMsg: 'Endpoint request timeout' };
    expect(orderRules.verdictsOf({ data: [timedOut] }, [{ symbol: '', clientOrderId: 'a' }])).toMatchObject([
      { kind: 'rejected', isUnknown: true },
    ]);
    expect(rejectionOf({ op: 'order', code: '50004', msg: 'Endpoint request timeout', data: [] })).toMatchObject({
      isUnknown: true,
    });
  });

  it('are refused as a whole where no item is judged', () => {
    expect(rejectionOf({ op: 'order', code: '60013', msg: 'Invalid args', data: [] })).toEqual({
      reason: 'Invalid args',
      code: '60013',
    });
    expect(rejectionOf({ op: 'order', code: '1', msg: '', data: [{ sCode: '51008' }] })).toBeUndefined();
    expect(rejectionOf({ op: 'order', code: '0', msg: '', data: [] })).toBeUndefined();
    // Done in part, and not said of which.
    expect(rejectionOf({ op: 'batch-orders', code: '2', msg: '', data: [] })).toBeUndefined();
    const msg = 'Invalid request: {"id":"7","op":"order","args":[{"clOrdId":"a"}]}';
    expect(rejectionOf({ event: 'error', code: '60012', msg })).toEqual({ reason: 'Invalid request', code: '60012' });
  });

  it('are found by either id; that there is none is an answer', () => {
    const pathOf = (which: object) => {
      const query = orderRules.find?.({ symbol: 'BTC/USDT:USDT', ...which }, context);
      return (
        query?.kind === 'rest' &&
        query.sign?.({ time: 0, nonce: 0, key: '', uid: '', passphrase: '', signature: '', environment: 'live' })
      );
    };
    const at = '1970-01-01T00:00:00.000ZGET/api/v5/trade/order?instId=BTC-USDT-SWAP';
    expect([pathOf({ orderId: '7', clientOrderId: 'a' }), pathOf({ clientOrderId: 'a' })]).toEqual([
      `${at}&ordId=7`,
      `${at}&clOrdId=a`,
    ]);
    expect([
      orderRules.isMissing?.({ reason: '', code: '51603' }),
      orderRules.isMissing?.({ reason: '', code: '50011' }),
    ]).toEqual([true, false]);
  });
});
