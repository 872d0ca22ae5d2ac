import { describe, expect, it } from '@jest/globals';
import { demoAccount } from '../../../src/simulation/index.ts';
import { told, tradingRig } from './trading.ts';

const order = { instId: 'BTC-USDT', tdMode: 'cash', side: 'buy', ordType: 'limit', sz: '0.01', px: '50000' };

describe("the simulated venue's REST side of OKX", () => {
  it('tells the time', () => {
    const { clock, rest } = tradingRig();
    expect(rest('GET', '/api/v5/public/time')).toEqual({
      status: 200,
      code: '0',
      msg: '',
      data: [{ ts: String(clock.now()) }],
    });
  });

  it('shows a book as deep as asked, one level unless told otherwise', () => {
    const { venue, rest } = tradingRig();
    const sizes = ['', '&sz=20', '&sz=400', '&source=0', '&sz=401', '&sz=many'].map((more) => {
      const { code, data } = rest('GET', `/api/v5/market/books?instId=BTC-USDT${more}`);
      return [code, data[0]?.asks.length, data[0]?.bids.length];
    });
    expect(sizes).toEqual([
      ['0', 1, 1],
      ['0', 20, 20],
      ['0', 400, 400],
      ['0', 400, 400],
      ['51000', undefined, undefined],
      ['51000', undefined, undefined],
    ]);
    const [book] = rest('GET', '/api/v5/market/books?instId=BTC-USDT&sz=400').data;
    expect(String(book?.seqId)).toBe(venue.book('BTC/USDT').sequence);
    expect(rest('GET', '/api/v5/market/books?instId=FOO-USDT')).toMatchObject({ code: '51001' });
  });

  it('wants a kind of instruments, and has none of some kinds', () => {
    const { rest } = tradingRig();
    expect(rest('GET', '/api/v5/public/instruments')).toMatchObject({ code: '50014' });
    expect(rest('GET', '/api/v5/public/instruments?instType=FUTURES')).toMatchObject({ code: '0', data: [] });
    expect(rest('GET', '/api/v5/public/instruments?instType=SPOT&instId=BTC-USDT').data.length).toBe(1);
    expect(rest('GET', '/api/v5/public/instruments?instType=SPOT&instId=FOO-USDT')).toMatchObject({ code: '51001' });
  });

  it('does not know other paths', () => {
    expect(tradingRig().rest('GET', '/api/v4/anything').status).toBe(404);
  });

  it.each([
    ['no key', { 'OK-ACCESS-KEY': '' }, '50103'],
    ['another key', { 'OK-ACCESS-KEY': 'somebody', 'OK-ACCESS-SIGN': 'AAAA' }, '50111'],
    ['another signature', { 'OK-ACCESS-SIGN': 'AAAA' }, '50113'],
    ['another passphrase', { 'OK-ACCESS-PASSPHRASE': 'open sesame' }, '50105'],
    ['a timestamp of long ago', { 'OK-ACCESS-TIMESTAMP': '2020-12-08T09:08:57.715Z' }, '50102'],
    ['a timestamp that is none', { 'OK-ACCESS-TIMESTAMP': 'now' }, '50102'],
  ])('refuses a request about an account with %s', (_, headers, code) => {
    const { rest } = tradingRig();
    expect(rest('GET', '/api/v5/account/balance', undefined, headers)).toMatchObject({ status: 401, code, data: [] });
  });

  it('places, finds, amends and cancels by signed requests, bodies and queries included', () => {
    const { clock, client, rest } = tradingRig();
    const placed = rest('POST', '/api/v5/trade/order', { ...order, clOrdId: 'r1' });
    expect(placed).toMatchObject({ status: 200, code: '0', data: [{ clOrdId: 'r1', sCode: '0' }] });
    const ordId = placed.data[0]?.ordId;
    const found = rest('GET', `/api/v5/trade/order?instId=BTC-USDT&clOrdId=r1`);
    expect(found.data).toMatchObject([{ ordId, state: 'live', px: '50000', sz: '0.01' }]);
    expect(rest('GET', '/api/v5/trade/orders-pending').data).toEqual(found.data);
    expect(rest('GET', '/api/v5/trade/orders-pending?instType=SWAP').data).toEqual([]);
    expect(rest('POST', '/api/v5/trade/amend-order', { instId: 'BTC-USDT', ordId, newPx: '51000' }).code).toBe('0');
    expect(rest('POST', '/api/v5/trade/cancel-order', { instId: 'BTC-USDT', ordId }).code).toBe('0');
    expect(rest('GET', '/api/v5/trade/orders-pending').data).toEqual([]);
    expect(rest('GET', `/api/v5/trade/order?instId=BTC-USDT&ordId=${ordId}`).data).toMatchObject([
      { state: 'canceled' },
    ]);
    expect(rest('GET', '/api/v5/trade/order?instId=BTC-USDT&clOrdId=nobody')).toMatchObject({ code: '51603' });
    expect(rest('GET', '/api/v5/trade/orders-history?instType=SPOT').data).toMatchObject([
      { ordId, state: 'canceled' },
    ]);
    clock.pass(100);
    expect(told(client).map(({ state, px }) => [state, px])).toEqual([
      ['live', '50000'],
      ['live', '51000'],
      ['canceled', '51000'],
    ]);
  });

  it('does batches, and says which of them failed', () => {
    const { rest } = tradingRig();
    const answer = rest('POST', '/api/v5/trade/batch-orders', [order, { ...order, instId: 'FOO-USDT' }]);
    expect(answer).toMatchObject({ code: '2', data: [{ sCode: '0' }, { sCode: '51001' }] });
    const ids = answer.data.slice(0, 1).map(({ ordId }) => ({ instId: 'BTC-USDT', ordId }));
    expect(rest('POST', '/api/v5/trade/cancel-batch-orders', ids)).toMatchObject({ code: '0' });
  });

  it('tells balances, positions and fills', () => {
    const { rest, venue } = tradingRig();
    rest('POST', '/api/v5/trade/order', { ...order, ordType: 'market', sz: '1000', px: undefined });
    const swap = { ...order, instId: 'BTC-USDT-SWAP', tdMode: 'cross', ordType: 'market', sz: '2', px: undefined };
    rest('POST', '/api/v5/trade/order', swap);
    const [account] = rest('GET', '/api/v5/account/balance?ccy=BTC,USDT').data;
    const details = (account as unknown as { readonly details: readonly Readonly<Record<string, string>>[] }).details;
    const { balances, fills } = venue.account();
    expect(details.map(({ ccy, cashBal }) => [ccy, Number(cashBal)])).toEqual(
      ['USDT', 'BTC'].map((asset) => [asset, Number(balances.find((balance) => balance.asset === asset)?.total)]),
    );
    expect(rest('GET', '/api/v5/account/positions').data).toMatchObject([
      { instId: 'BTC-USDT-SWAP', pos: '2', posSide: 'net', ccy: 'USDT' },
    ]);
    const told = rest('GET', '/api/v5/trade/fills-history').data;
    expect(told.map(({ ordId, fillSz }) => [ordId, Number(fillSz)])).toEqual(
      fills.map(({ orderId, size }) => [orderId, Number(size)]).reverse(),
    );
    expect(rest('GET', '/api/v5/account/config').data).toMatchObject([{ uid: demoAccount.uid }]);
  });

  it('cancels all unless it is told again in time', () => {
    const { clock, client, rest } = tradingRig();
    rest('POST', '/api/v5/trade/order', order);
    const set = rest('POST', '/api/v5/trade/cancel-all-after', { timeOut: '10' });
    expect(set.data).toMatchObject([{ triggerTime: String(clock.now() + 10_000) }]);
    clock.pass(8_000);
    rest('POST', '/api/v5/trade/cancel-all-after', { timeOut: '10' });
    clock.pass(8_000);
    expect(rest('GET', '/api/v5/trade/orders-pending').data.length).toBe(1);
    clock.pass(2_500);
    expect(rest('GET', '/api/v5/trade/orders-pending').data).toEqual([]);
    expect(told(client).at(-1)).toMatchObject({ state: 'canceled', cancelSource: '20' });
    expect(rest('POST', '/api/v5/trade/cancel-all-after', { timeOut: '0' }).data).toMatchObject([{ triggerTime: '0' }]);
    expect(rest('POST', '/api/v5/trade/cancel-all-after', { timeOut: '5' })).toMatchObject({ code: '51000' });
  });
});
