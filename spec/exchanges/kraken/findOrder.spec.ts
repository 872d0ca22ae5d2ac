import { describe, expect, it } from '@jest/globals';
import { findEndedOrder, findOrder } from '../../../src/exchanges/kraken/findOrder.ts';
import { decoded } from './decoded.ts';

const context = { exchange: 'kraken' };
const symbol = 'BTC/USD';
const nobody = { environment: 'live', time: 0, nonce: 1, key: '', uid: '', passphrase: '', signature: '' } as const;
const row = (own: string, status: string, opened = '1688666559.8974') =>
  `{"userref":0,"cl_ord_id":"${own}","status":"${status}","opentm":${opened},"closetm":1688666600.5,"descr":{"pair":"XBTUSD","type":"buy","ordertype":"limit","price":"30010.0","price2":"0"},"vol":"1.25000000","vol_exec":"0.37500000","cost":"11253.7","fee":"0.00000","price":"30008.5","oflags":"fciq,post"}`;
const answer = (result: string): unknown => decoded(`{"error":[],"result":${result}}`);

describe('findOrder', () => {
  it('asks for the venue’s id at once, and reads what REST has', () => {
    const which = { symbol, orderId: 'OA', clientOrderId: 'mine' };
    const query = findOrder(which, context);
    expect(query.request(nobody)).toMatchObject({ url: '/0/private/QueryOrders', body: 'nonce=1&txid=OA' });
    expect(findEndedOrder(which, context)).toBe(undefined);
    expect(query.read(answer(`{"OA":${row('mine', 'canceled')}}`), 5)).toEqual({
      kind: 'order',
      exchange: 'kraken',
      symbol,
      orderId: 'OA',
      clientOrderId: 'mine',
      side: 'buy',
      type: 'limit',
      status: 'canceled',
      price: 30010,
      priceText: '30010.0',
      size: 1.25,
      sizeText: '1.25000000',
      filled: 0.375,
      filledText: '0.37500000',
      remaining: 0.875,
      remainingText: '0.87500000',
      averagePrice: 30008.5,
      averagePriceText: '30008.5',
      postOnly: true,
      unit: 'base',
      time: 1688666559897,
      updatedAt: 1688666600500,
      receivedAt: 5,
    });
    expect(query.read(answer('{}'), 5)).toBe(undefined);
  });

  it('asks for the customer’s among what is open, then among the rest, and means the latest', () => {
    const which = { symbol, clientOrderId: 'mine' };
    const open = findOrder(which, context);
    const closed = findEndedOrder(which, context);
    expect(open.request(nobody)).toMatchObject({ url: '/0/private/OpenOrders', body: 'nonce=1&cl_ord_id=mine' });
    expect(closed?.request(nobody)).toMatchObject({ url: '/0/private/ClosedOrders', body: 'nonce=1&cl_ord_id=mine' });
    expect(open.read(answer(`{"open":{"OB":${row('other', 'open')}}}`), 5)).toBe(undefined);
    expect(open.read(answer(`{"open":{"OA":${row('mine', 'open')}}}`), 5)).toMatchObject({
      orderId: 'OA',
      status: 'partially-filled',
    });
    const rows = [`"O1":${row('mine', 'canceled', '1000.5')}`, `"O2":${row('mine', 'closed', '20000')}`];
    expect(closed?.read(answer(`{"closed":{${rows.join(',')}},"count":2}`), 5)).toMatchObject({
      orderId: 'O2',
      status: 'filled',
    });
  });

  it('takes the limit of what is triggered from behind its trigger', () => {
    const triggered = row('mine', 'open')
      .replace('"limit"', '"stop-loss-limit"')
      .replace('"price2":"0"', '"price2":"2.5"');
    const found = findOrder({ symbol, orderId: 'OA' }, context).read(answer(`{"OA":${triggered}}`), 5);
    expect(found).toMatchObject({ type: 'stop-loss-limit', priceText: '2.5' });
  });

  it('reads no order of a status that is none', () => {
    const query = findOrder({ symbol, orderId: 'OA' }, context);
    expect(() => query.read(answer(`{"OA":${row('mine', 'odd')}}`), 5)).toThrow('field status');
  });
});
