import { describe, expect, it } from '@jest/globals';
import { exactAmendment, exactOrder } from '../../../src/client/orders/checkOrder.ts';
import { encodeRequest } from '../../../src/exchanges/kraken/encodeRequest.ts';
import { orderRules } from '../../../src/exchanges/kraken/orderRules.ts';
import { requestRejectionOf } from '../../../src/exchanges/kraken/requestRejectionOf.ts';
import type { OrderRequest } from '../../../src/model/orderRequest.ts';
import type { ExactOrder } from '../../../src/protocol/orderRules.ts';
import { seededRandom } from '../../../src/util/random.ts';
import { decoded } from './decoded.ts';

const context = { exchange: 'kraken', instrumentOf: () => undefined };
const symbol = 'BTC/USD';
const limit: OrderRequest = { symbol, side: 'buy', type: 'limit', price: '30000.10', size: 0.0000001 };
const exact = (order: Partial<OrderRequest> = {}, id = 'mine'): ExactOrder =>
  exactOrder({ ...limit, ...order }, id, orderRules);
const frameOf = (message: unknown): string => encodeRequest(message);

describe('placing on Kraken', () => {
  it('says everything in the venue’s words, amounts digit by digit', () => {
    const order = exact({
      timeInForce: 'IOC',
      postOnly: true,
      reduceOnly: true,
      params: { deadline: 'T', margin: true },
    });
    expect(frameOf(orderRules.place.one(order, context))).toBe(
      '{"method":"add_order","params":{"order_type":"limit","side":"buy","order_qty":0.0000001,"limit_price":30000.10,"time_in_force":"ioc","post_only":true,"reduce_only":true,"cl_ord_id":"mine","symbol":"BTC/USD","deadline":"T","margin":true}}',
    );
  });

  it('puts what all of a batch share beside its orders, which are of one pair and one deadline', () => {
    const { batch } = orderRules.place;
    const orders = [exact({}, 'a'), exact({ side: 'sell', params: { validate: true, display_qty: '1' } }, 'b')];
    const texts = [...orders, exact({ symbol: 'ETH/USD' }), exact({}, 'c')].map((order) => batch?.together?.(order));
    expect([texts[0] === texts[1], texts[0] === texts[2], texts[0] === texts[3], batch?.most]).toEqual([
      false,
      false,
      true,
      15,
    ]);
    const validated = orders.map((order) => ({ ...order, params: { ...order.params, validate: true } }));
    expect(JSON.parse(frameOf(batch?.many(validated, context)))).toEqual({
      method: 'batch_add',
      params: {
        symbol,
        validate: true,
        orders: [
          { order_type: 'limit', side: 'buy', order_qty: 1e-7, limit_price: 30000.1, cl_ord_id: 'a' },
          { order_type: 'limit', side: 'sell', order_qty: 1e-7, limit_price: 30000.1, cl_ord_id: 'b', display_qty: 1 },
        ],
      },
    });
  });

  it('keeps a text in quotes that only looks like an amount', () => {
    const strange = { cl_ord_id: '"order_qty":"1"', note: '5', order_qty: 'all' };
    expect(JSON.parse(frameOf(strange))).toEqual(strange);
  });
});

describe('changing and canceling on Kraken', () => {
  it('names an order by the venue’s id, or else by the customer’s, each canceled by a frame of its own', () => {
    const both = { symbol, orderId: 'OA', clientOrderId: 'mine' };
    const own = { symbol, clientOrderId: 'mine' };
    const messages = [
      orderRules.amend?.one(exactAmendment({ ...both, size: '0.50', params: { post_only: true } }), context),
      orderRules.amend?.one(exactAmendment({ ...own, price: 5 }), context),
      orderRules.cancel.one(both, context),
      orderRules.cancel.one(own, context),
    ];
    expect(messages.map(frameOf)).toEqual([
      '{"method":"amend_order","params":{"order_id":"OA","order_qty":0.50,"post_only":true}}',
      '{"method":"amend_order","params":{"cl_ord_id":"mine","limit_price":5}}',
      '{"method":"cancel_order","params":{"order_id":["OA"]}}',
      '{"method":"cancel_order","params":{"cl_ord_id":["mine"]}}',
    ]);
    expect(orderRules.cancel.batch).toBe(undefined);
  });

  it('cancels all of the account, now or later, and nothing less', () => {
    expect(orderRules.cancelAll?.({}, context)).toEqual({ method: 'cancel_all', params: {} });
    expect(() => orderRules.cancelAll?.({ symbol }, context)).toThrow('unsupported');
    const timer = (ms: number) => orderRules.cancelAllAfter?.(ms, context);
    expect(timer(60_000)).toEqual({ method: 'cancel_all_orders_after', params: { timeout: 60 } });
    expect(timer(0)).toEqual({ method: 'cancel_all_orders_after', params: { timeout: 0 } });
    for (const ms of [1_500, 86_401_000]) expect(() => timer(ms)).toThrow('invalid-options (option: ms');
  });

  it('refuses symbols that are none of Kraken spot', () => {
    expect(() => orderRules.cancel.one({ symbol: 'BTC/USD:USD', orderId: 'O' }, context)).toThrow('unsupported');
    expect(() => orderRules.place.one(exact({ symbol: 'btcusd' }), context)).toThrow('option: symbol');
  });
});

describe('the verdicts of Kraken’s replies', () => {
  const verdicts = (reply: string, ...ids: readonly string[]) =>
    orderRules.verdictsOf(
      decoded(reply),
      ids.map((clientOrderId) => ({ symbol, clientOrderId })),
    );

  it('are found by the customer’s id, else by place', () => {
    const row = (id: string, own: string) => `{"order_id":"${id}"${own}}`;
    const batch = (...rows: readonly string[]) =>
      verdicts(`{"method":"batch_add","success":true,"result":{"orders":[${rows.join(',')}]}}`, 'a', 'b');
    expect(batch(row('OB', ',"cl_ord_id":"b"'), row('OA', ',"cl_ord_id":"a"'))).toMatchObject([
      { orderId: 'OA' },
      { orderId: 'OB' },
    ]);
    expect(batch(row('OA', ''), '{"error":"EOrder:Insufficient funds","success":false}')).toEqual([
      { kind: 'accepted', orderId: 'OA' },
      { kind: 'rejected', reason: 'EOrder:Insufficient funds' },
    ]);
    expect(batch(row('OC', ',"cl_ord_id":"c"'), row('OA', ',"cl_ord_id":"a"'))[1]).toBe(undefined);
    expect(batch(row('OA', ''))).toEqual([undefined, undefined]);
  });

  it('leave in doubt one of several of which the venue does not know itself', () => {
    const rows = '{"order_id":"OA","cl_ord_id":"a"},{"cl_ord_id":"b","success":false,"error":"EService:Timeout"}';
    expect(verdicts(`{"method":"batch_add","success":true,"result":{"orders":[${rows}]}}`, 'a', 'b')[1]).toEqual({
      kind: 'rejected',
      reason: 'EService:Timeout',
      isUnknown: true,
    });
  });

  it('are none where a new order has no id', () => {
    expect(verdicts('{"method":"add_order","success":true,"result":{}}', 'a')).toEqual([undefined]);
    expect(verdicts('{"method":"add_order","success":true}', 'a')).toEqual([undefined]);
  });

  it('are by the id that was asked with where a change tells none', () => {
    const reply = { method: 'amend_order', success: true, result: { amend_id: 'T' } };
    expect(orderRules.verdictsOf(reply, [{ symbol, orderId: 'OA' }])).toEqual([{ kind: 'accepted', orderId: 'OA' }]);
  });
});

describe('requestRejectionOf', () => {
  const refusal = (error: string) => requestRejectionOf({ method: 'add_order', success: false, error });

  it('is what the venue says, and whether it knows it', () => {
    expect(refusal('EOrder:Insufficient funds')).toEqual({ reason: 'EOrder:Insufficient funds' });
    expect(refusal('EGeneral:Internal error')).toMatchObject({ isUnknown: true });
    expect(refusal('EService:Unavailable')).toMatchObject({ isUnknown: true });
    expect(refusal('EService:Market in cancel_only mode')).toEqual({ reason: 'EService:Market in cancel_only mode' });
    expect(refusal('ESession:Invalid session')).toMatchObject({ tokenRefused: true });
    expect(requestRejectionOf({ method: 'add_order', success: true, result: {} })).toBe(undefined);
  });

  it('is none of a batch that tells of each order', () => {
    const result = { orders: [{ order_id: 'OA' }, { error: 'EOrder:Invalid price' }] };
    expect(requestRejectionOf({ method: 'batch_add', success: false, error: 'some failed', result })).toBe(undefined);
  });
});

describe('client order ids on Kraken', () => {
  const { make, isValid } = orderRules.clientOrderId;

  it('are UUIDs of the fourth kind, made of chance alone', () => {
    const random = seededRandom(1);
    const made = Array.from({ length: 100 }, () => make(random));
    expect(new Set(made).size).toBe(100);
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each([
    ['a UUID', 'd15708c1-dbb6-465d-b77d-47258319cc90', true],
    ['a UUID without hyphens', 'd15708c1dbb6465db77d47258319cc90', true],
    ['a text of 18', 'O-20260505-0000001', true],
    ['a text of 19', 'O-20260505-00000001', false],
    ['none', '', false],
    ['what is no ASCII', 'Grüße', false],
  ])('may be %s: %s, %s', (_, id, valid) => {
    expect(isValid(id)).toBe(valid);
  });
});
