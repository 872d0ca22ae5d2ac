import { describe, expect, it } from '@jest/globals';
import { demoAccount } from '../../../src/simulation/index.ts';
import { gateioRig } from './gateioRig.ts';

const ORDER = { currency_pair: 'BTC_USDT', side: 'buy', amount: '0.01', price: '50000', text: 't-one' };

describe("the simulated venue's REST side in Gate's language", () => {
  it('lists what is traded', () => {
    const { clock, rest } = gateioRig();
    expect(rest('GET', '/spot/time').body).toEqual({ server_time: clock.now() });
    expect(rest('GET', '/spot/currency_pairs').body).toMatchObject([
      { id: 'BTC_USDT', base: 'BTC', quote: 'USDT', precision: 1, amount_precision: 6, min_base_amount: '0.00001' },
      { id: 'ETH_USDT', trade_status: 'tradable' },
    ]);
    expect(rest('GET', '/futures/usdt/contracts').body).toMatchObject([
      {
        name: 'BTC_USDT',
        quanto_multiplier: '0.0001',
        order_price_round: '0.1',
        order_size_min: 1,
        in_delisting: false,
      },
      { name: 'ETH_USDT', quanto_multiplier: '0.01' },
    ]);
    expect(rest('GET', '/futures/usdt/contracts/ETH_USDT').body).toMatchObject({ name: 'ETH_USDT' });
    expect(rest('GET', '/spot/currencies').body).toMatchObject([
      { currency: 'BTC' },
      { currency: 'USDT' },
      { currency: 'ETH' },
    ]);
    const empty = [
      '/margin/currency_pairs',
      '/futures/btc/contracts',
      '/delivery/usdt/contracts',
      '/options/underlyings',
    ];
    expect(empty.map((path) => rest('GET', path).body)).toEqual([[], [], [], []]);
  });

  it('tells books as deep as was asked for, and their number only then', () => {
    const { venue, rest } = gateioRig();
    const spot = rest('GET', '/spot/order_book?currency_pair=BTC_USDT&limit=100&with_id=true').body;
    const { bids } = venue.book('BTC/USDT');
    expect(spot).toMatchObject({
      id: Number(venue.book('BTC/USDT').sequence),
      bids: bids.slice(0, 100).map(({ priceText, sizeText }) => [priceText, sizeText]),
    });
    expect((spot as { asks: unknown }).asks).toHaveLength(100);
    expect(rest('GET', '/spot/order_book?currency_pair=BTC_USDT').body).not.toHaveProperty('id');
    expect(rest('GET', '/futures/usdt/order_book?contract=ETH_USDT&limit=1').body).toMatchObject({
      bids: [{ p: expect.any(String), s: expect.any(Number) }],
    });
    expect(rest('GET', '/spot/order_book?currency_pair=DOGE_USDT')).toMatchObject({
      status: 400,
      body: { label: 'INVALID_CURRENCY_PAIR' },
    });
    expect(rest('GET', '/spot/order_book?currency_pair=BTC_USDT&limit=0')).toMatchObject({ status: 400 });
  });

  it.each([
    ['a key nobody has', { KEY: 'nobody', SIGN: 'ab' }, 'INVALID_KEY'],
    ['a wrong signature', { SIGN: 'ab' }, 'INVALID_SIGNATURE'],
    ['a time a minute off', { Timestamp: '1790000061' }, 'REQUEST_EXPIRED'],
    ['no key', { KEY: '' }, 'MISSING_REQUIRED_HEADER'],
  ])('refuses %s', (_, headers, label) => {
    expect(gateioRig().rest('GET', '/spot/accounts', undefined, headers)).toMatchObject({
      status: 401,
      body: { label },
    });
  });

  it('verifies the query and the body too', () => {
    const { clock, venue, rest } = gateioRig();
    expect(rest('GET', '/spot/accounts?currency=BTC').body).toMatchObject([
      { currency: 'BTC', available: '10', locked: '0' },
    ]);
    expect(rest('POST', '/spot/orders', ORDER).status).toBe(201);
    expect(rest('POST', '/spot/orders', { ...ORDER, text: 't-two' }, { SIGN: 'ab' }).status).toBe(401);
    clock.pass(1_000);
    expect(venue.account().orders).toHaveLength(1);
  });

  it('trades on spot: the same orders as the socket, found, amended, listed and canceled', () => {
    const { venue, rest } = gateioRig();
    const placed = rest('POST', '/spot/orders', ORDER).body as { id: string };
    expect(placed).toMatchObject({ id: expect.stringMatching(/^\d{19}$/), status: 'open', text: 't-one' });
    const path = `/spot/orders/${placed.id}?currency_pair=BTC_USDT`;
    expect(rest('GET', path).body).toMatchObject({ id: placed.id });
    expect(rest('GET', '/spot/orders/t-one?currency_pair=BTC_USDT').body).toMatchObject({ id: placed.id });
    expect(rest('PATCH', path, { price: '51000' }).body).toMatchObject({ price: '51000' });
    expect(rest('GET', '/spot/open_orders').body).toMatchObject([
      { currency_pair: 'BTC_USDT', total: 1, orders: [{ id: placed.id }] },
    ]);
    expect(rest('GET', '/spot/accounts?currency=USDT').body).toMatchObject([{ available: '999490', locked: '510' }]);
    venue.inject({ t: 0, kind: 'fill-order', args: { size: '0.004' } });
    expect(rest('GET', '/spot/my_trades?currency_pair=BTC_USDT').body).toMatchObject([
      { amount: '0.004', role: 'maker' },
    ]);
    expect(rest('DELETE', path).body).toMatchObject({ status: 'cancelled', left: '0.006' });
    expect(rest('DELETE', path)).toMatchObject({ status: 400, body: { label: 'ORDER_CLOSED' } });
    expect(rest('GET', '/spot/orders?currency_pair=BTC_USDT&status=open').body).toEqual([]);
    expect(rest('GET', '/spot/orders?currency_pair=BTC_USDT&status=finished').body).toMatchObject([{ id: placed.id }]);
    expect(rest('GET', '/futures/usdt/orders/t-one')).toMatchObject({
      status: 404,
      body: { label: 'ORDER_NOT_FOUND' },
    });
  });

  it('trades in futures, ids and all, and tells of positions and of the account', () => {
    const { rest } = gateioRig();
    const { text } = rest('POST', '/futures/usdt/orders', { contract: 'BTC_USDT', size: 10, price: '0', tif: 'ioc' });
    expect(text).toMatch(/^\{"id":\d{19},/);
    expect(rest('GET', '/futures/usdt/positions').body).toMatchObject([{ contract: 'BTC_USDT', size: 10 }]);
    expect(rest('GET', '/futures/usdt/positions/BTC_USDT').body).toMatchObject({ size: 10 });
    expect(rest('GET', '/futures/usdt/accounts').body).toMatchObject({
      currency: 'USDT',
      user: Number(demoAccount.uid),
    });
    expect(rest('GET', '/account/detail').body).toMatchObject({ user_id: Number(demoAccount.uid) });
  });

  it('cancels all unless told again in time', () => {
    const { clock, venue, rest } = gateioRig();
    rest('POST', '/spot/orders', ORDER);
    expect(rest('POST', '/spot/countdown_cancel_all', { timeout: 10 }).body).toEqual({
      triggerTime: String(clock.now() + 10_000),
    });
    clock.pass(9_000);
    rest('POST', '/spot/countdown_cancel_all', { timeout: 10 });
    clock.pass(9_000);
    expect(venue.account().orders.map(({ status }) => status)).toEqual(['open']);
    clock.pass(2_000);
    expect(venue.account().orders.map(({ status }) => status)).toEqual(['canceled']);
    expect(rest('POST', '/spot/countdown_cancel_all', { timeout: 2 }).status).toBe(400);
  });

  it('knows no other paths', () => {
    const { rest } = gateioRig();
    expect([rest('GET', '/spot/secrets').status, rest('PUT', '/spot/time').status]).toEqual([404, 404]);
  });
});
