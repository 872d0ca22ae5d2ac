import { describe, expect, it } from '@jest/globals';
import { type BinanceClient, binanceRig, type Json } from './binanceRig.ts';
import { keyHeader, signedParams, signedQuery } from './signed.ts';

type Params = Readonly<Record<string, string | number | boolean>>;

const MINUTE = 60_000;

/** A customer with a request socket and a socket of the private entrance. */
const customer = (
  options: Parameters<typeof binanceRig>[0] = {},
  form: (key: string) => string = (key) => `/private/ws?listenKey=${key}`,
) => {
  const rig = binanceRig(options);
  const client = rig.dial('/ws-fapi/v1');
  const key = listenKey(rig, 'POST');
  const told = rig.dial(form(String(key['listenKey'])));
  rig.clock.pass(300);
  let count = 0;
  const ask = (method: string, params: Params = {}): Json => {
    const id = ++count;
    client.send({ id, method, params: signedParams(params, rig.clock.now()) });
    rig.clock.pass(100);
    return client.heard.find(({ message }) => message['id'] === id)?.message ?? {};
  };
  return { ...rig, client, told, ask, key: String(key['listenKey']) };
};

const listenKey = ({ rest }: Pick<ReturnType<typeof binanceRig>, 'rest'>, method: string): Json =>
  rest(method, '/fapi/v1/listenKey', { headers: keyHeader() }).body;

const events = ({ heard }: BinanceClient, kind: string): readonly Json[] =>
  heard.flatMap(({ message }) => (message['e'] === kind ? [message] : []));
const orderEvents = (client: BinanceClient): readonly Json[] =>
  events(client, 'ORDER_TRADE_UPDATE').map(({ o }) => o as Json);

const buy = { symbol: 'BTCUSDT', side: 'BUY', quantity: '0.010' } as const;

describe('orders on the simulated Binance, futures', () => {
  it('take, and are told with what they did to wallet and position', () => {
    const { ask, told } = customer();
    const placed = ask('order.place', { ...buy, type: 'MARKET', newOrderRespType: 'RESULT' });
    expect(placed).toMatchObject({
      status: 200,
      result: { symbol: 'BTCUSDT', status: 'FILLED', executedQty: '0.010', type: 'MARKET', positionSide: 'BOTH' },
    });
    expect(orderEvents(told)).toMatchObject([
      { x: 'NEW', X: 'NEW' },
      { x: 'TRADE', X: 'FILLED', l: '0.010', z: '0.010', m: false, N: 'USDT' },
    ]);
    const updates = events(told, 'ACCOUNT_UPDATE').map(({ a }) => a as { readonly P: readonly Json[] });
    expect(updates.at(-1)).toMatchObject({
      m: 'ORDER',
      B: [{ a: 'USDT' }],
      P: [{ s: 'BTCUSDT', pa: '0.010', ps: 'BOTH' }],
    });
    expect(ask('v2/account.position')['result']).toMatchObject([{ symbol: 'BTCUSDT', positionAmt: '0.010' }]);
    const reduced = ask('order.place', {
      ...buy,
      side: 'SELL',
      quantity: '0.050',
      type: 'MARKET',
      reduceOnly: true,
      newOrderRespType: 'RESULT',
    });
    expect(reduced['result']).toMatchObject({ executedQty: '0.010', reduceOnly: true });
    expect(ask('account.position')['result']).toEqual([]);
  });

  it('say by default only that they are new', () => {
    const { ask } = customer();
    expect(ask('order.place', { ...buy, type: 'MARKET' })['result']).toMatchObject({ status: 'NEW', executedQty: '0' });
  });

  it('rest, change price and size, and are cancelled', () => {
    const { ask, told, venue } = customer();
    const price = ((venue.book('BTC/USDT:USDT').bids[0]?.price ?? 0) * 0.9).toFixed(1);
    const lower = (Number(price) - 100).toFixed(1);
    ask('order.place', { ...buy, type: 'LIMIT', timeInForce: 'GTX', price, newClientOrderId: 'rest' });
    const modified = ask('order.modify', { ...buy, origClientOrderId: 'rest', price: lower, quantity: '0.020' });
    expect(modified['result']).toMatchObject({ price: lower, origQty: '0.020', timeInForce: 'GTX' });
    expect(ask('order.status', { symbol: 'BTCUSDT', origClientOrderId: 'rest' })['result']).toMatchObject({
      status: 'NEW',
      price: lower,
    });
    expect(ask('order.cancel', { symbol: 'BTCUSDT', origClientOrderId: 'rest' })['result']).toMatchObject({
      status: 'CANCELED',
    });
    expect(ask('order.cancel', { symbol: 'BTCUSDT', origClientOrderId: 'rest' })).toMatchObject({
      error: { code: -2011 },
    });
    expect(orderEvents(told).map(({ x, X }) => [x, X])).toEqual([
      ['NEW', 'NEW'],
      ['AMENDMENT', 'NEW'],
      ['CANCELED', 'CANCELED'],
    ]);
    expect(events(told, 'ACCOUNT_UPDATE')).toEqual([]);
  });

  it.each([
    ['a maker that would take', { ...buy, type: 'LIMIT', timeInForce: 'GTX', price: '900000.0' }, -5022],
    ['a price between ticks', { ...buy, type: 'LIMIT', timeInForce: 'GTC', price: '50000.05' }, -4014],
    ['a size between steps', { ...buy, type: 'MARKET', quantity: '0.0101' }, -1111],
    ['more than there is margin for', { ...buy, type: 'MARKET', quantity: '900000.000' }, -2019],
    ['nothing to reduce', { ...buy, type: 'MARKET', reduceOnly: true }, -2022],
    ['a conditional type', { ...buy, type: 'STOP_MARKET', stopPrice: '1' }, -4120],
  ])('are refused for %s', (_, params, code) => {
    expect(customer().ask('order.place', params)).toMatchObject({ status: 400, error: { code } });
  });

  it('are not what a payment is told as', () => {
    const { venue, clock, told } = customer();
    venue.inject({ t: 0, kind: 'transfer', args: { asset: 'USDT', amount: '12.5' } });
    clock.pass(100);
    expect(told.heard.map(({ message }) => message)).toMatchObject([
      { e: 'ACCOUNT_UPDATE', a: { m: 'DEPOSIT', B: [{ a: 'USDT', bc: '12.50000000' }], P: [] } },
    ]);
  });

  it('are told to who follows futures, and not those of spot', () => {
    const { rest, clock, told } = customer();
    const query = signedQuery({ symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.01000' }, clock.now());
    expect(rest('POST', `/api/v3/order?${query}`, { headers: keyHeader() }).status).toBe(200);
    clock.pass(500);
    expect(orderEvents(told)).toEqual([]);
  });

  it('are the same by REST', () => {
    const { rest, clock, venue } = customer();
    const ask = (method: string, path: string, params: Params = {}) =>
      rest(method, `${path}?${signedQuery(params, clock.now())}`, { headers: keyHeader() });
    const price = ((venue.book('BTC/USDT:USDT').bids[0]?.price ?? 0) * 0.9).toFixed(1);
    const placed = ask('POST', '/fapi/v1/order', { ...buy, type: 'LIMIT', timeInForce: 'GTC', price });
    expect(placed).toMatchObject({ status: 200, body: { status: 'NEW' } });
    expect(ask('GET', '/fapi/v1/openOrders', { symbol: 'BTCUSDT' }).body).toMatchObject([{ price }]);
    expect(ask('GET', '/fapi/v3/account').body).toMatchObject({ assets: expect.any(Array) as unknown });
    expect(ask('GET', '/fapi/v3/balance').body).toEqual(
      expect.arrayContaining([expect.objectContaining({ asset: 'USDT' })]),
    );
    expect(ask('GET', '/fapi/v1/leverageBracket').body).toMatchObject([{ symbol: 'BTCUSDT' }, { symbol: 'ETHUSDT' }]);
    expect(ask('DELETE', '/fapi/v1/allOpenOrders', { symbol: 'BTCUSDT' }).body).toMatchObject({ code: 200 });
    expect(ask('GET', '/fapi/v1/openOrders').body).toEqual([]);
  });
});

describe("the simulated Binance's listen keys", () => {
  it('are one for an account, which asking again extends', () => {
    const rig = binanceRig();
    const first = listenKey(rig, 'POST')['listenKey'];
    expect(first).toMatch(/^\w{64}$/);
    expect(listenKey(rig, 'POST')['listenKey']).toBe(first);
    rig.clock.pass(59 * MINUTE);
    expect(listenKey(rig, 'PUT')).toMatchObject({ listenKey: first });
    rig.clock.pass(59 * MINUTE);
    expect(listenKey(rig, 'PUT')).toMatchObject({ listenKey: first });
    rig.clock.pass(61 * MINUTE);
    expect(rig.rest('PUT', '/fapi/v1/listenKey', { headers: keyHeader() })).toMatchObject({
      status: 400,
      body: { code: -1125 },
    });
    expect(listenKey(rig, 'POST')['listenKey']).not.toBe(first);
  });

  it.each([
    ['in the query', (key: string) => `/private/ws?listenKey=${key}`, false],
    ['in the path', (key: string) => `/private/ws/${key}`, false],
    ['among combined streams', (key: string) => `/private/stream?streams=${key}`, true],
  ])('are heard %s', (_, form, wrapped) => {
    const { ask, told, key } = customer({}, form);
    ask('order.place', { ...buy, type: 'MARKET' });
    const [first] = told.heard;
    expect(wrapped ? first?.message : { stream: key, data: first?.message }).toMatchObject({
      stream: key,
      data: { e: 'ORDER_TRADE_UPDATE' },
    });
  });

  it('tell only the kinds of events that the url names', () => {
    const { ask, told } = customer({}, (key) => `/private/ws?listenKey=${key}&events=ACCOUNT_UPDATE`);
    ask('order.place', { ...buy, type: 'MARKET' });
    expect(new Set(told.heard.map(({ message }) => message['e']))).toEqual(new Set(['ACCOUNT_UPDATE']));
  });

  it('tell when they expire, by time or by fault, and nothing after', () => {
    const timed = customer({ symbols: ['BTC/USDT:USDT'] });
    timed.clock.pass(60 * MINUTE);
    expect(timed.told.heard.map(({ message }) => message)).toEqual([
      { e: 'listenKeyExpired', E: expect.any(Number) as unknown, listenKey: timed.key },
    ]);
    const ended = customer();
    ended.venue.inject({ t: 0, kind: 'end-login', args: {} });
    ended.ask('order.place', { ...buy, type: 'MARKET' });
    expect(ended.told.heard.map(({ message }) => message['e'])).toEqual(['listenKeyExpired']);
  });

  it('say nothing when they are none', () => {
    const { dial, clock, ask } = customer();
    const other = dial('/private/ws?listenKey=nobody');
    clock.pass(100);
    ask('order.place', { ...buy, type: 'MARKET' });
    expect([other.heard, other.errors]).toEqual([[], []]);
  });
});
