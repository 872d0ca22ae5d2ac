import { describe, expect, it } from '@jest/globals';
import { type BinanceRig, binanceRig, type Json } from './binanceRig.ts';
import { keyHeader, signedParams, signedQuery } from './signed.ts';

type Params = Readonly<Record<string, string | number | boolean>>;

/** A customer on a request socket. */
const customer = (options: Parameters<typeof binanceRig>[0] = {}, path = '/ws-api/v3') => {
  const rig = binanceRig(options);
  const client = rig.dial(path);
  rig.clock.pass(300);
  let count = 0;
  const ask = (method: string, params: Params = {}): Json => {
    const id = ++count;
    client.send({ id, method, params: signedParams(params, rig.clock.now()) });
    rig.clock.pass(100);
    return client.heard.find(({ message }) => message['id'] === id)?.message ?? {};
  };
  const events = (kind?: string): readonly Json[] =>
    client.heard.flatMap(({ message }) => {
      const event = message['event'] as Json | undefined;
      return event !== undefined && (kind === undefined || event['e'] === kind) ? [event] : [];
    });
  return { ...rig, client, ask, events };
};

const follow = ({ ask }: Pick<ReturnType<typeof customer>, 'ask'>): void => {
  expect(ask('userDataStream.subscribe.signature')).toMatchObject({ status: 200 });
};

const priceOf = ({ venue }: Pick<BinanceRig, 'venue'>, side: 'bids' | 'asks', symbol: string, factor = 1): string =>
  ((venue.book(symbol)[side][0]?.price ?? 0) * factor).toFixed(1);

const resting = { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.01000' } as const;

const balancesOf = ({ ask }: Pick<ReturnType<typeof customer>, 'ask'>): Readonly<Record<string, readonly number[]>> => {
  const { balances } = ask('account.status')['result'] as { readonly balances: readonly Json[] };
  return Object.fromEntries(balances.map(({ asset, free, locked }) => [String(asset), [Number(free), Number(locked)]]));
};

describe('orders on the simulated Binance, spot', () => {
  it('rest, are told, bind what they may cost, and give it back when cancelled', () => {
    const session = customer();
    follow(session);
    const before = balancesOf(session);
    const price = priceOf(session, 'bids', 'BTC/USDT', 0.9);
    const placed = session.ask('order.place', { ...resting, price, newClientOrderId: 'mine-1' });
    expect(placed).toMatchObject({
      status: 200,
      result: {
        symbol: 'BTCUSDT',
        orderId: expect.any(Number) as unknown,
        clientOrderId: 'mine-1',
        price: `${price}0000000`,
        origQty: '0.01000000',
        executedQty: '0.00000000',
        status: 'NEW',
        type: 'LIMIT',
        side: 'BUY',
        fills: [],
      },
      rateLimits: [{ rateLimitType: 'ORDERS', count: 1 }, { rateLimitType: 'ORDERS', count: 1 }, {}],
    });
    const { orderId } = placed['result'] as Json;
    expect(session.events('executionReport')).toMatchObject([
      { x: 'NEW', X: 'NEW', c: 'mine-1', i: orderId, t: -1, C: '' },
    ]);
    const bound = balancesOf(session)['USDT'] ?? [];
    expect(bound[1]).toBeCloseTo(Number(price) * 0.01, 0);
    expect((bound[0] ?? 0) + (bound[1] ?? 0)).toBeCloseTo(before['USDT']?.[0] ?? 0, 6);
    expect(session.events('outboundAccountPosition')[0]?.['B']).toMatchObject([{ a: 'USDT' }]);

    expect(session.ask('openOrders.status', { symbol: 'BTCUSDT' })['result']).toMatchObject([
      { orderId, isWorking: true },
    ]);
    const cancelled = session.ask('order.cancel', { symbol: 'BTCUSDT', origClientOrderId: 'mine-1' });
    expect(cancelled['result']).toMatchObject({ orderId, origClientOrderId: 'mine-1', status: 'CANCELED' });
    const { clientOrderId } = cancelled['result'] as Json;
    expect(clientOrderId).toMatch(/^\w{22}$/);
    expect(session.events('executionReport').at(-1)).toMatchObject({
      x: 'CANCELED',
      X: 'CANCELED',
      c: clientOrderId,
      C: 'mine-1',
    });
    expect(balancesOf(session)).toEqual(before);
    expect(session.ask('openOrders.status', { symbol: 'BTCUSDT' })['result']).toEqual([]);
    expect(session.ask('order.status', { symbol: 'BTCUSDT', orderId: Number(orderId) })['result']).toMatchObject({
      status: 'CANCELED',
    });
  });

  it('take at once what there is; fills, fees and balances add up', () => {
    const session = customer({ seed: 4 });
    follow(session);
    const before = balancesOf(session);
    const placed = session.ask('order.place', { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '2.00000' });
    const result = placed['result'] as Json;
    const fills = result['fills'] as readonly Json[];
    const sum = (field: string, weigh: (fill: Json) => number = () => 1): number =>
      fills.reduce((total, fill) => total + Number(fill[field]) * weigh(fill), 0);
    expect(result).toMatchObject({ status: 'FILLED', executedQty: '2.00000000', type: 'MARKET' });
    expect(fills.length).toBeGreaterThan(1);
    expect(sum('qty')).toBeCloseTo(2, 8);
    expect(sum('qty', ({ price }) => Number(price))).toBeCloseTo(Number(result['cummulativeQuoteQty']), 4);
    const trades = session.events('executionReport').filter(({ x }) => x === 'TRADE');
    expect(trades.map(({ t, l, L, n }) => [t, l, L, n])).toEqual(
      fills.map(({ tradeId, qty, price, commission }) => [tradeId, qty, price, commission]),
    );
    expect(trades.at(-1)).toMatchObject({ X: 'FILLED', z: '2.00000000', m: false });
    expect(trades[0]).toMatchObject({ X: 'PARTIALLY_FILLED' });
    const after = balancesOf(session);
    const fees = (asset: string) =>
      fills.reduce((total, fill) => total + (fill['commissionAsset'] === asset ? Number(fill['commission']) : 0), 0);
    expect(after['BTC']?.[0]).toBeCloseTo((before['BTC']?.[0] ?? 0) + 2 - fees('BTC'), 6);
    expect(after['USDT']?.[0]).toBeCloseTo(
      (before['USDT']?.[0] ?? 0) - Number(result['cummulativeQuoteQty']) - fees('USDT'),
      4,
    );
    expect(after['USDT']?.[1]).toBe(0);
    expect(session.ask('myTrades', { symbol: 'BTCUSDT' })['result']).toMatchObject(
      fills.map(({ tradeId }) => ({ id: tradeId, isBuyer: true })),
    );
  });

  it('are seen in the public book and trades', () => {
    const session = customer({ seed: 2 });
    const market = session.dial('/stream?streams=btcusdt@depth@100ms/btcusdt@trade');
    session.clock.pass(100);
    const price = priceOf(session, 'bids', 'BTC/USDT', 0.9);
    session.ask('order.place', { ...resting, price, quantity: '0.12345' });
    const rows = market.of('btcusdt@depth@100ms').flatMap(({ b }) => b as readonly (readonly string[])[]);
    expect(rows.some(([at, size]) => Number(at) === Number(price) && size === '0.12345000')).toBe(true);
    const result = session.ask('order.place', { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.50000' })[
      'result'
    ] as Json;
    const ids = (result['fills'] as readonly Json[]).map(({ tradeId }) => tradeId);
    expect(market.of('btcusdt@trade').map(({ t }) => t)).toEqual(expect.arrayContaining(ids));
  });

  it('are filled where they rest, in parts, as a maker', () => {
    const session = customer();
    follow(session);
    const price = priceOf(session, 'bids', 'BTC/USDT', 0.999);
    session.ask('order.place', { ...resting, price, newClientOrderId: 'rest' });
    const fill = (size?: string) =>
      session.venue.inject({
        t: 0,
        kind: 'fill-order',
        args: { order: 'rest', ...(size === undefined ? {} : { size }) },
      });
    fill('0.00400');
    session.clock.pass(100);
    fill();
    session.clock.pass(100);
    expect(session.events('executionReport')).toMatchObject([
      { x: 'NEW', X: 'NEW' },
      { x: 'TRADE', X: 'PARTIALLY_FILLED', l: '0.00400000', z: '0.00400000', m: true, L: `${price}0000000` },
      { x: 'TRADE', X: 'FILLED', l: '0.00600000', z: '0.01000000', m: true },
    ]);
    expect(session.ask('order.cancel', { symbol: 'BTCUSDT', origClientOrderId: 'rest' })).toMatchObject({
      error: { code: -2011 },
    });
  });

  it.each([
    ['an unlisted symbol', { ...resting, symbol: 'FOOBAR', price: '1' }, -1121],
    ['no price', resting, -1102],
    ['no time in force', { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', quantity: '1', price: '1' }, -1102],
    ['a wrong side', { ...resting, side: 'LONG', price: '1' }, -1117],
    ['a type that there is not', { ...resting, type: 'GUESS', price: '1' }, -1116],
    ['a time in force that there is not', { ...resting, timeInForce: 'GTX', price: '1' }, -1115],
    ['a price between ticks', { ...resting, price: '50000.05' }, -1013],
    ['a size between steps', { ...resting, price: '50000.0', quantity: '0.010001' }, -1013],
    ['more than there is money for', { ...resting, price: '50000.0', quantity: '1000.00000' }, -2010],
    [
      'a maker that would take',
      { symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT_MAKER', quantity: '0.01', price: '900000.0' },
      -2010,
    ],
    ['a name with letters that names have not', { ...resting, price: '50000.0', newClientOrderId: 'no spaces' }, -1100],
  ])('are refused for %s', (_, params, code) => {
    const session = customer();
    expect(session.ask('order.place', params)).toMatchObject({ status: 400, error: { code } });
    expect(session.ask('openOrders.status')['result']).toEqual([]);
  });

  it('are found under their own symbol alone', () => {
    const session = customer();
    const price = priceOf(session, 'bids', 'BTC/USDT', 0.9);
    session.ask('order.place', { ...resting, price, newClientOrderId: 'here' });
    const elsewhere = { symbol: 'ETHUSDT', origClientOrderId: 'here' };
    expect(session.ask('order.status', elsewhere)).toMatchObject({ error: { code: -2013 } });
    expect(session.ask('order.cancel', elsewhere)).toMatchObject({ error: { code: -2011 } });
    expect(session.ask('openOrders.status')['result']).toHaveLength(1);
  });

  it('are told to who follows spot, and not those of futures', () => {
    const session = customer();
    follow(session);
    const { rest, clock } = session;
    const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.010' };
    const query = signedQuery(order, clock.now());
    expect(rest('POST', `/fapi/v1/order?${query}`, { headers: keyHeader() }).status).toBe(200);
    clock.pass(500);
    expect(session.events('executionReport')).toEqual([]);
    expect(session.events('outboundAccountPosition').length).toBeGreaterThan(0);
  });

  it('are not what a payment is told as', () => {
    const session = customer();
    follow(session);
    const before = balancesOf(session)['BTC']?.[0] ?? 0;
    session.venue.inject({ t: 0, kind: 'transfer', args: { asset: 'BTC', amount: '-0.5' } });
    session.clock.pass(100);
    expect(session.events().map(({ e, d }) => [e, d])).toEqual([
      ['outboundAccountPosition', undefined],
      ['balanceUpdate', '-0.50000000'],
    ]);
    expect(balancesOf(session)['BTC']?.[0]).toBe(before - 0.5);
    expect(session.events('executionReport')).toEqual([]);
  });

  it('bear one name among those that are open', () => {
    const session = customer();
    const order = { ...resting, price: priceOf(session, 'bids', 'BTC/USDT', 0.9), newClientOrderId: 'twin' };
    expect(session.ask('order.place', order)['status']).toBe(200);
    expect(session.ask('order.place', order)).toMatchObject({ error: { code: -2010, msg: 'Duplicate order sent.' } });
  });

  it('end unfilled where they must fill at once and cannot', () => {
    const session = customer();
    follow(session);
    const price = priceOf(session, 'bids', 'BTC/USDT', 0.9);
    expect(session.ask('order.place', { ...resting, timeInForce: 'IOC', price })['result']).toMatchObject({
      status: 'EXPIRED',
    });
    expect(session.events('executionReport')).toMatchObject([{ x: 'NEW' }, { x: 'EXPIRED', X: 'EXPIRED' }]);
  });

  it('say as much as they are asked to', () => {
    const session = customer();
    const order = { ...resting, price: priceOf(session, 'bids', 'BTC/USDT', 0.9) };
    const keys = (newOrderRespType: string) =>
      Object.keys(session.ask('order.place', { ...order, newOrderRespType })['result'] as Json);
    expect(keys('ACK')).toEqual(['symbol', 'orderId', 'orderListId', 'clientOrderId', 'transactTime']);
    expect(keys('RESULT')).toContain('executedQty');
    expect(keys('RESULT')).not.toContain('fills');
    expect(session.ask('order.test', order)).toMatchObject({ status: 200, result: {} });
    expect(session.ask('openOrders.status')['result']).toHaveLength(3);
    expect(session.ask('openOrders.cancelAll', { symbol: 'BTCUSDT' })['result']).toMatchObject([
      { status: 'CANCELED' },
      { status: 'CANCELED' },
      { status: 'CANCELED' },
    ]);
    expect(session.ask('openOrders.cancelAll', { symbol: 'BTCUSDT' })).toMatchObject({ error: { code: -2011 } });
  });

  it('are replaced: both, one of two, or none', () => {
    const session = customer();
    const price = priceOf(session, 'bids', 'BTC/USDT', 0.9);
    const replace = (cancel: string, mode: string, more: Params = {}) =>
      session.ask('order.cancelReplace', {
        ...resting,
        price,
        cancelReplaceMode: mode,
        cancelOrigClientOrderId: cancel,
        ...more,
      });
    session.ask('order.place', { ...resting, price, newClientOrderId: 'a' });
    expect(replace('a', 'STOP_ON_FAILURE', { newClientOrderId: 'b' })).toMatchObject({
      status: 200,
      result: { cancelResult: 'SUCCESS', newOrderResult: 'SUCCESS', newOrderResponse: { clientOrderId: 'b' } },
    });
    expect(replace('nobody', 'STOP_ON_FAILURE')).toMatchObject({
      status: 400,
      error: {
        code: -2022,
        data: { cancelResult: 'FAILURE', newOrderResult: 'NOT_ATTEMPTED', newOrderResponse: null },
      },
    });
    expect(replace('nobody', 'ALLOW_FAILURE')).toMatchObject({
      status: 409,
      error: { code: -2021, data: { cancelResponse: { code: -2011 }, newOrderResult: 'SUCCESS' } },
    });
    expect(replace('b', 'ALLOW_FAILURE', { quantity: '1000.00000' })).toMatchObject({
      status: 409,
      error: { code: -2021, data: { cancelResult: 'SUCCESS', newOrderResponse: { code: -2010 } } },
    });
    expect(session.ask('openOrders.status')['result']).toHaveLength(1);
  });

  it('get smaller without losing their place, and never larger', () => {
    const session = customer();
    follow(session);
    session.ask('order.place', {
      ...resting,
      price: priceOf(session, 'bids', 'BTC/USDT', 0.9),
      newClientOrderId: 'big',
    });
    const amend = (newQty: string) =>
      session.ask('order.amend.keepPriority', { symbol: 'BTCUSDT', origClientOrderId: 'big', newQty });
    expect(amend('0.00500')).toMatchObject({
      status: 200,
      result: { amendedOrder: { qty: '0.00500000', status: 'NEW' } },
    });
    expect(session.events('executionReport').at(-1)).toMatchObject({ x: 'REPLACED', q: '0.00500000' });
    expect(amend('0.02000')).toMatchObject({ status: 400, error: { code: -2038 } });
  });

  it('are fifty in ten seconds', () => {
    const session = customer();
    const order = { ...resting, price: priceOf(session, 'bids', 'BTC/USDT', 0.9), quantity: '0.00100' };
    const statuses = Array.from({ length: 51 }, (_, id) => {
      session.client.send({ id: `o${id}`, method: 'order.place', params: signedParams(order, session.clock.now()) });
      return `o${id}`;
    });
    session.clock.pass(1_000);
    const refused = session.client.heard.filter(({ message }) => message['status'] === 429);
    expect(statuses.length - refused.length).toBe(50);
    expect(refused[0]?.message).toMatchObject({
      error: { code: -1015, data: { retryAfter: expect.any(Number) as unknown } },
    });
    expect(session.venue.violations.map(({ rule }) => rule)).toEqual(['order-rate']);
  });

  it('come to nobody knows what, done or not', () => {
    for (const executed of [true, false]) {
      const session = customer();
      const order = { ...resting, price: priceOf(session, 'bids', 'BTC/USDT', 0.9), newClientOrderId: 'doubt' };
      session.venue.inject({ t: 0, kind: 'unknown-outcome', target: 'BTC/USDT', args: { executed } });
      expect(session.ask('order.place', order)).toMatchObject({ status: 500, error: { code: -1007 } });
      const found = session.ask('order.status', { symbol: 'BTCUSDT', origClientOrderId: 'doubt' });
      expect(found['status']).toBe(executed ? 200 : 400);
    }
  });

  it('are replied to late, never, or after their events, where faults would have it', () => {
    const session = customer();
    follow(session);
    const order = { ...resting, price: priceOf(session, 'bids', 'BTC/USDT', 0.9) };
    session.venue.inject({ t: 0, kind: 'lose-reply', args: {} });
    expect(session.ask('order.place', { ...order, newClientOrderId: 'one' })).toEqual({});
    expect(session.events('executionReport').at(-1)).toMatchObject({ c: 'one' });
    session.venue.inject({ t: 0, kind: 'delay-reply', args: { by: 5_000 } });
    expect(session.ask('order.place', { ...order, newClientOrderId: 'two' })).toEqual({});
    session.clock.pass(5_000);
    expect(session.client.heard.findLast(({ message }) => message['status'] === 200)?.message).toMatchObject({
      result: { clientOrderId: 'two' },
    });
    session.venue.inject({ t: 0, kind: 'early-event', args: {} });
    session.ask('order.place', { ...order, newClientOrderId: 'three' });
    const texts = session.client.heard.map(({ text }) => text).filter((text) => text.includes('three'));
    expect(texts.map((text) => text.includes('executionReport'))).toEqual([true, false]);
    session.venue.inject({ t: 0, kind: 'lose-reply', args: { drop: true } });
    session.ask('order.place', { ...order, newClientOrderId: 'four' });
    expect(session.client.errors[0]).toMatchObject({ context: { code: 1006 } });
  });

  it('are the same by REST', () => {
    const session = customer();
    const { rest, clock } = session;
    const ask = (method: string, path: string, params: Params = {}) =>
      rest(method, `${path}?${signedQuery(params, clock.now())}`, { headers: keyHeader() });
    const price = priceOf(session, 'bids', 'BTC/USDT', 0.9);
    expect(ask('POST', '/api/v3/order', { ...resting, price, newClientOrderId: 'by rest' }).body).toMatchObject({
      code: -1100,
    });
    expect(ask('POST', '/api/v3/order', { ...resting, price, newClientOrderId: 'rest' })).toMatchObject({
      status: 200,
      body: { status: 'NEW' },
    });
    expect(ask('GET', '/api/v3/openOrders').body).toMatchObject([{ clientOrderId: 'rest' }]);
    expect(ask('DELETE', '/api/v3/order', { symbol: 'BTCUSDT', origClientOrderId: 'rest' }).body).toMatchObject({
      status: 'CANCELED',
    });
    expect(ask('GET', '/api/v3/order', { symbol: 'BTCUSDT', origClientOrderId: 'rest' }).body).toMatchObject({
      status: 'CANCELED',
    });
    expect(ask('GET', '/api/v3/account')).toMatchObject({ status: 200, body: { canTrade: true } });
    const forged = `${signedQuery({}, clock.now()).slice(0, -1)}x`;
    expect(rest('GET', `/api/v3/account?${forged}`, { headers: keyHeader() })).toMatchObject({
      status: 400,
      body: { code: -1022 },
    });
    expect(rest('GET', '/api/v3/account')).toMatchObject({ status: 401, body: { code: -2014 } });
  });

  it('may be posted in the body of a REST request, which is signed with the query', () => {
    const { rest, clock, ...session } = customer();
    const body = signedQuery({ ...resting, price: priceOf(session, 'bids', 'BTC/USDT', 0.9) }, clock.now());
    expect(rest('POST', '/api/v3/order', { headers: keyHeader(), body })).toMatchObject({
      status: 200,
      body: { status: 'NEW' },
    });
  });
});
