import { describe, expect, it } from '@jest/globals';
import { isColdwireError } from '../../../src/errors/coldwireError.ts';
import { binance } from '../../../src/exchanges/binance/index.ts';
import { rejectionOf } from '../../../src/exchanges/binance/rejectionOf.ts';
import type { OrderRules } from '../../../src/protocol/orderRules.ts';

const rulesOf = (dialect: string): OrderRules => {
  const { orders } = binance.dialects[dialect] ?? {};
  if (orders === undefined) throw new Error(dialect);
  return orders;
};
const [spot, usdm] = [rulesOf('spot-api'), rulesOf('usdm-api')];
const context = { exchange: 'binance', instrumentOf: () => undefined };
const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';
const limit = { side: 'buy', type: 'limit', price: '52000.10', size: '0.0100', clientOrderId: 'mine' } as const;
const kindOf = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return isColdwireError(error) ? error.kind : 'strange';
  }
};

describe('orders in messages of Binance', () => {
  const placed = { price: '52000.10', quantity: '0.0100', newClientOrderId: 'mine', symbol: 'BTCUSDT', side: 'BUY' };

  it.each([
    [spot, { symbol: SPOT, ...limit }, { ...placed, type: 'LIMIT', timeInForce: 'GTC' }],
    [spot, { symbol: SPOT, ...limit, timeInForce: 'ioc' as const }, { ...placed, type: 'LIMIT', timeInForce: 'IOC' }],
    [spot, { symbol: SPOT, ...limit, postOnly: true }, { ...placed, type: 'LIMIT_MAKER' }],
    [usdm, { symbol: SWAP, ...limit, postOnly: true }, { ...placed, type: 'LIMIT', timeInForce: 'GTX' }],
    [
      usdm,
      { symbol: SWAP, ...limit, reduceOnly: true },
      { ...placed, type: 'LIMIT', timeInForce: 'GTC', reduceOnly: 'true' },
    ],
  ])('are placed digit by digit (%#)', (rules, order, params) => {
    expect(rules.place.one(order, context)).toEqual({ method: 'order.place', params });
  });

  it('are placed at the market without a time', () => {
    const order = { symbol: SPOT, side: 'sell', type: 'market', size: '1', clientOrderId: 'm' } as const;
    expect(spot.place.one(order, context)).toEqual({
      method: 'order.place',
      params: { symbol: 'BTCUSDT', side: 'SELL', type: 'MARKET', quantity: '1', newClientOrderId: 'm' },
    });
  });

  it('are not asked for as the venue cannot have them', () => {
    expect(kindOf(() => spot.place.one({ symbol: SPOT, ...limit, reduceOnly: true }, context))).toBe('unsupported');
    expect(kindOf(() => spot.place.one({ symbol: SPOT, ...limit, timeInForce: 'gtd' }, context))).toBe('unsupported');
    const contradiction = { symbol: SPOT, ...limit, postOnly: true, timeInForce: 'ioc' } as const;
    expect(kindOf(() => spot.place.one(contradiction, context))).toBe('invalid-options');
    expect(kindOf(() => spot.cancelAll?.({}, context))).toBe('invalid-options');
    expect(usdm.cancelAll).toBeUndefined();
  });

  it('keep their place where spot makes them smaller, and their id', () => {
    expect(spot.amend?.one({ symbol: SPOT, clientOrderId: 'mine', size: '0.005' }, context)).toEqual({
      method: 'order.amend.keepPriority',
      params: { symbol: 'BTCUSDT', origClientOrderId: 'mine', newQty: '0.005', newClientOrderId: 'mine' },
    });
  });

  it('are replaced where spot gives them another price, only while nothing of them is filled', () => {
    const change = { symbol: SPOT, clientOrderId: 'mine', price: '1.5', size: '2', params: { side: 'sell' } };
    expect(spot.amend?.one(change, context)).toEqual({
      method: 'order.cancelReplace',
      params: {
        symbol: 'BTCUSDT',
        side: 'SELL',
        type: 'LIMIT',
        timeInForce: 'GTC',
        price: '1.5',
        quantity: '2',
        cancelOrigClientOrderId: 'mine',
        newClientOrderId: 'mine',
        cancelReplaceMode: 'STOP_ON_FAILURE',
        cancelRestrictions: 'ONLY_NEW',
      },
    });
    expect(kindOf(() => spot.amend?.one({ ...change, params: {} }, context))).toBe('invalid-options');
    expect(kindOf(() => spot.amend?.one({ symbol: SPOT, orderId: '1', price: '1' }, context))).toBe('invalid-options');
  });

  it('are modified as a whole among futures', () => {
    const change = { symbol: SWAP, orderId: '12', price: '1.5', size: '2', params: { side: 'buy' } };
    expect(usdm.amend?.one(change, context)).toEqual({
      method: 'order.modify',
      params: { symbol: 'BTCUSDT', orderId: 12, side: 'BUY', quantity: '2', price: '1.5' },
    });
  });

  it('are meant by the venue’s id first, exact whatever its length', () => {
    const both = { symbol: SPOT, orderId: '8389765606873574123', clientOrderId: 'mine' };
    expect(spot.cancel.one(both, context)).toEqual({
      method: 'order.cancel',
      params: { symbol: 'BTCUSDT', orderId: '8389765606873574123' },
    });
    expect(kindOf(() => spot.cancel.one({ symbol: SPOT, orderId: 'x' }, context))).toBe('invalid-options');
  });

  it('have ids of the form that is taken, of chance enough', () => {
    const made = spot.clientOrderId.make(() => 0.999);
    expect([made.length, spot.clientOrderId.isValid(made)]).toEqual([24, true]);
    expect(['', 'a b', 'x'.repeat(37), 'é'].map(spot.clientOrderId.isValid)).toEqual([false, false, false, false]);
  });
});

describe('answers about orders', () => {
  it.each([
    [{ orderId: 5, clientOrderId: 'mine' }, '5', 'mine'],
    [{ orderId: '8389765606873574123', clientOrderId: 'mine' }, '8389765606873574123', 'mine'],
    [{ orderId: 5, origClientOrderId: 'mine', clientOrderId: 'of the cancel' }, '5', 'mine'],
    [{ executionId: 1, amendedOrder: { orderId: 5, origClientOrderId: 'old', clientOrderId: 'new' } }, '5', 'new'],
    [{ cancelResult: 'SUCCESS', newOrderResponse: { orderId: 6, clientOrderId: 'mine' } }, '6', 'mine'],
  ])('say which order was taken (%#)', (result, orderId, clientOrderId) => {
    expect(spot.verdictsOf({ id: 1, status: 200, result }, [])).toEqual([{ kind: 'accepted', orderId, clientOrderId }]);
  });

  it.each([
    [{ clientOrderId: 'limit' }, '12569099454', 'limit'],
    [{ orderId: '12569099453' }, '12569099453', 'stop'],
  ])('say of a list that is canceled which of its orders was meant (%#)', (which, orderId, clientOrderId) => {
    const orderReports = [
      { orderId: 12_569_099_453, origClientOrderId: 'stop', clientOrderId: 'of the cancel' },
      { orderId: 12_569_099_454, origClientOrderId: 'limit', clientOrderId: 'of the cancel' },
    ];
    const reply = { id: 1, status: 200, result: { orderListId: 19_431, orderReports } };
    expect(spot.verdictsOf(reply, [{ symbol: SPOT, ...which }])).toEqual([
      { kind: 'accepted', orderId, clientOrderId },
    ]);
    expect(spot.verdictsOf(reply, [{ symbol: SPOT, orderId: '1' }])).toEqual([undefined]);
    expect(spot.verdictsOf(reply, [])).toEqual([undefined]);
  });

  it('leave in doubt what they say nothing of', () =>
    expect(spot.verdictsOf({ id: 1, status: 200, result: {} }, [])).toEqual([undefined]));

  const refused = (status: number, code: number, msg: string, data?: object): unknown => ({
    id: 1,
    status,
    error: { code, msg, ...(data === undefined ? {} : { data }) },
  });
  it.each([
    [refused(400, -2010, 'no money'), { reason: 'no money', code: '-2010' }],
    [refused(500, -1000, 'oops'), { reason: 'oops', code: '-1000', isUnknown: true }],
    [refused(400, -1007, 'Timeout'), { reason: 'Timeout', code: '-1007', isUnknown: true }],
    [refused(400, -1006, 'Unexpected'), { reason: 'Unexpected', code: '-1006', isUnknown: true }],
    [refused(400, -1001, 'Internal error'), { reason: 'Internal error', code: '-1001', isUnknown: true }],
    [
      refused(409, -2021, 'Partly.', {
        cancelResult: 'SUCCESS',
        newOrderResult: 'FAILURE',
        cancelResponse: { orderId: 1 },
        newOrderResponse: { code: -1007, msg: 'Timeout' },
      }),
      { reason: 'Partly. canceled; Timeout', code: '-2021', isUnknown: true },
    ],
    [
      refused(400, -2022, 'Failed.', {
        cancelResult: 'FAILURE',
        newOrderResult: 'NOT_ATTEMPTED',
        cancelResponse: { code: -1006, msg: 'Unexpected' },
        newOrderResponse: null,
      }),
      { reason: 'Failed. Unexpected', code: '-2022', isUnknown: true },
    ],
    [refused(429, -1003, 'Too much'), { reason: 'Too much', code: '-1003' }],
    [
      refused(409, -2021, 'Partly.', {
        cancelResult: 'SUCCESS',
        newOrderResult: 'FAILURE',
        cancelResponse: { orderId: 1 },
        newOrderResponse: { code: -2010, msg: 'Would take.' },
      }),
      { reason: 'Partly. canceled; Would take.', code: '-2021' },
    ],
    [{ id: 1, status: 200, result: {} }, undefined],
    [null, undefined],
  ])('refuse, or do not know themselves (%#)', (reply, rejection) => expect(rejectionOf(reply)).toEqual(rejection));

  it('say that there is no such order', () => {
    expect(spot.isMissing?.({ reason: '', code: '-2013' })).toBe(true);
    expect(spot.isMissing?.({ reason: '', code: '-2015' })).toBe(false);
  });
});
