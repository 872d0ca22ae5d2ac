import { describe, expect, it } from '@jest/globals';
import { demoAccount, type SimulateVenueOptions } from '../../../src/simulation/index.ts';
import { type GateioMessage, type GateioProduct, type GateioRow, gateioRig } from './gateioRig.ts';

const SPOT = { currency_pair: 'BTC_USDT', side: 'buy', amount: '0.01', price: '50000', text: 't-one' };
const FUTURES = { contract: 'BTC_USDT', size: 5, price: '50000', text: 't-one' };

/** A rig with a client that has logged in and follows its orders. */
function trading(product: GateioProduct = 'spot', options: SimulateVenueOptions = {}) {
  const made = gateioRig(options);
  const client = made.dial(product);
  client.login();
  const all = product === 'spot' ? ['!all'] : [demoAccount.uid, '!all'];
  for (const kind of ['orders', 'usertrades']) client.subscribeSigned(`${product}.${kind}`, all);
  client.subscribeSigned(`${product}.balances`, product === 'spot' ? [] : [demoAccount.uid]);
  if (product === 'futures') client.subscribeSigned('futures.positions', all);
  made.clock.pass(300);
  return {
    ...made,
    client,
    /** Asks, waits, and gives what was replied. */
    asked(operation: string, param: unknown, fields: object = {}): readonly GateioMessage[] {
      const id = client.ask(operation, param, fields);
      made.clock.pass(200);
      return client.repliesTo(id);
    },
    orders: (): readonly GateioRow[] => client.rows(`${product}.orders`),
  };
}

const last = (replies: readonly GateioMessage[]): GateioRow => replies.at(-1)?.data?.result as GateioRow;
const fate = (replies: readonly GateioMessage[]) =>
  replies.map(({ ack, header, data }) => [ack, header?.status, data?.errs?.label]);

describe("the simulated venue's orders over Gate's sockets", () => {
  it('answer a placement twice: that it has come, and what became of it; the channel tells of it after that', () => {
    const { client, asked } = trading();
    const replies = asked('order_place', SPOT, { req_header: { 'X-Gate-Channel-Id': 'x' } });
    const header = {
      response_time: expect.stringMatching(/^\d{13}$/),
      status: '200',
      channel: 'spot.order_place',
      event: 'api',
      client_id: expect.any(String),
      conn_id: expect.any(String),
      x_in_time: expect.any(Number),
      x_out_time: expect.any(Number),
      x_gate_ratelimit_requests_remain: 99,
      x_gate_ratelimit_limit: 100,
      x_gat_ratelimit_reset_timestamp: expect.any(Number),
    };
    expect(replies).toEqual([
      {
        request_id: 'r1',
        ack: true,
        header,
        data: {
          result: {
            req_id: 'r1',
            req_header: { 'X-Gate-Channel-Id': 'x' },
            req_param: SPOT,
            api_key: '',
            timestamp: '',
            signature: '',
          },
        },
      },
      {
        request_id: 'r1',
        ack: false,
        header,
        data: {
          result: expect.objectContaining({
            id: expect.stringMatching(/^\d{19}$/),
            text: 't-one',
            status: 'open',
            finish_as: 'open',
            currency_pair: 'BTC_USDT',
            amount: '0.01',
            left: '0.01',
            price: '50000',
            filled_total: '0',
            time_in_force: 'gtc',
          }),
        },
      },
    ]);
    const told = client.heard.slice(-2).map(({ message }) => message);
    expect(told[0]).toMatchObject({
      channel: 'spot.orders',
      event: 'update',
      result: [{ id: last(replies).id, event: 'put', text: 't-one', user: 1001, left: '0.01' }],
    });
    expect(told[1]).toMatchObject({
      channel: 'spot.balances',
      result: [
        {
          currency: 'USDT',
          change: '0',
          total: '1000000',
          available: '999500',
          freeze: '500',
          freeze_change: '500',
          change_type: 'order-create',
        },
      ],
    });
  });

  it('answer all but placements, batches and cancellations by ids once', () => {
    const { asked } = trading();
    const order_id = last(asked('order_place', SPOT)).id;
    const named = { currency_pair: 'BTC_USDT', order_id };
    expect(fate(asked('order_status', named))).toEqual([[undefined, '200', undefined]]);
    const amended = asked('order_amend', { ...named, price: '51000' });
    expect([amended.length, last(amended).price]).toEqual([1, '51000']);
    const listed = asked('order_list', { currency_pair: 'BTC_USDT', status: 'open' });
    expect([listed.length, last(listed)]).toMatchObject([1, [{ id: order_id, price: '51000' }]]);
    const canceled = asked('order_cancel', named);
    expect([canceled.length, last(canceled)]).toMatchObject([1, { status: 'cancelled', finish_as: 'cancelled' }]);
    expect(fate(asked('order_cancel', named))).toEqual([[undefined, '400', 'ORDER_CLOSED']]);
    const several = asked('order_cancel_ids', [
      { currency_pair: 'BTC_USDT', id: last(asked('order_place', SPOT)).id },
      { currency_pair: 'BTC_USDT', id: '1' },
    ]);
    expect([several.map(({ ack }) => ack), last(several)]).toMatchObject([
      [true, false],
      [{ succeeded: true }, { succeeded: false, label: 'ORDER_NOT_FOUND' }],
    ]);
    asked('order_place', SPOT);
    const swept = asked('order_cancel_cp', { currency_pair: 'BTC_USDT' });
    expect([swept.length, last(swept)]).toMatchObject([1, [{ status: 'cancelled' }]]);
  });

  it('find an order by the name its customer gave it', () => {
    const { asked } = trading();
    const { id } = last(asked('order_place', SPOT));
    expect(last(asked('order_status', { currency_pair: 'BTC_USDT', order_id: 't-one' })).id).toBe(id);
  });

  it('do batches item by item', () => {
    const { asked, orders } = trading();
    const replies = asked('order_place', [SPOT, { ...SPOT, text: 'one' }, { ...SPOT, text: 't-two', amount: '1000' }]);
    expect(replies.map(({ ack }) => ack)).toEqual([true, false]);
    expect(last(replies)).toMatchObject([
      { succeeded: true, text: 't-one', status: 'open' },
      { succeeded: false, text: 'one', label: 'INVALID_PARAM_VALUE' },
      { succeeded: false, text: 't-two', label: 'BALANCE_NOT_ENOUGH' },
    ]);
    expect(orders().map(({ event }) => event)).toEqual(['put']);
  });

  it.each([
    ['a name that does not begin with t-', { text: 'one' }, 'INVALID_PARAM_VALUE'],
    ['no side', { side: undefined }, 'INVALID_PARAM_VALUE'],
    ['a type nobody knows', { type: 'hopeful' }, 'INVALID_PARAM_VALUE'],
    ['a time in force nobody knows', { time_in_force: 'gtd' }, 'INVALID_PARAM_VALUE'],
    ['a pair that is not listed', { currency_pair: 'DOGE_USDT' }, 'INVALID_CURRENCY_PAIR'],
  ])('say what is wrong with %s in place of the first reply', (_, fields, label) => {
    const { asked } = trading();
    expect(fate(asked('order_place', { ...SPOT, ...fields }))).toEqual([[undefined, '400', label]]);
  });

  it.each([
    ['more than there is', { amount: '1000' }, 'BALANCE_NOT_ENOUGH'],
    ['too little', { amount: '0.000001' }, 'AMOUNT_TOO_LITTLE'],
    ['a price between two ticks', { price: '50000.05' }, 'INVALID_PARAM_VALUE'],
    ['what would take though it must not', { price: '90000', time_in_force: 'poc' }, 'POC_FILL_IMMEDIATELY'],
  ])('refuse %s after the first reply', (_, fields, label) => {
    const { asked } = trading();
    expect(fate(asked('order_place', { ...SPOT, ...fields }))).toEqual([
      [true, '200', undefined],
      [undefined, '400', label],
    ]);
  });

  it('refuse a name twice while the first order is open', () => {
    const { venue, asked } = trading();
    asked('order_place', SPOT);
    expect(fate(asked('order_place', SPOT)).at(-1)).toEqual([undefined, '400', 'REPEATED_CREATION']);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['client-order-id-reused']);
  });

  it('are for those who have logged in, and not too late, and on a path of their own', () => {
    const { clock, venue, dial, asked } = trading();
    const stranger = dial();
    const id = stranger.ask('order_place', SPOT);
    clock.pass(200);
    expect(fate(stranger.repliesTo(id))).toEqual([[undefined, '401', 'AUTHENTICATION_FAILED']]);
    expect(stranger.repliesTo(id)[0]?.data?.errs?.message).toBe('Not login');
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['not-logged-in']);
    const late = asked('order_place', SPOT, { req_header: { 'x-gate-exptime': String(clock.now() - 1) } });
    expect(fate(late)).toEqual([[undefined, '400', 'REQUEST_EXPIRED']]);
    expect(fate(asked('order_batch_place', [SPOT]))).toEqual([[undefined, '400', 'INVALID_ARGUMENT']]);
  });

  it('may be a hundred a second', () => {
    const { clock, venue, client } = trading();
    const ids = Array.from({ length: 101 }, () => client.ask('order_status', { order_id: '1' }));
    clock.pass(900);
    expect(ids.map((id) => client.repliesTo(id)[0]?.header?.status)).toEqual([...Array(100).fill('404'), '429']);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['order-rate']);
  });

  it('spend what a market order to buy says, and no more', () => {
    const { client, asked } = trading();
    const order = last(
      asked('order_place', { ...SPOT, type: 'market', amount: '1000', price: undefined, time_in_force: 'ioc' }),
    );
    expect(order).toMatchObject({ status: 'closed', finish_as: 'filled', type: 'market', amount: '1000', price: '0' });
    expect(Number(order.left) + Number(order.filled_total)).toBeCloseTo(1_000, 8);
    expect(Number(order.left)).toBeLessThan(1);
    const fills = client.rows('spot.usertrades');
    const spent = fills.reduce((sum, { price, amount }) => sum + Number(price) * Number(amount), 0);
    expect(spent).toBeCloseTo(Number(order.filled_total), 6);
    expect(fills[0]).toMatchObject({ role: 'taker', fee_currency: 'BTC', order_id: order.id, user_id: 1001 });
  });

  it('tell fills, then the end, and balances that add up to what the account has', () => {
    const { clock, venue, client, asked, orders } = trading();
    const { id } = last(asked('order_place', SPOT));
    const crowd = client.rows('spot.orders').length;
    venue.inject({ t: 0, kind: 'fill-order', args: { size: '0.004' } });
    venue.inject({ t: 0, kind: 'fill-order', args: {} });
    clock.pass(200);
    expect(orders().slice(crowd)).toMatchObject([
      { id, event: 'update', left: '0.006', filled_total: '200', avg_deal_price: '50000', finish_as: 'open' },
      { id, event: 'finish', left: '0', filled_total: '500', finish_as: 'filled', fee: '0.00001', fee_currency: 'BTC' },
    ]);
    expect(client.rows('spot.usertrades')).toMatchObject([
      { amount: '0.004', role: 'maker', fee: '0.000004' },
      { amount: '0.006', role: 'maker', fee: '0.000006' },
    ]);
    const begun = Number(demoAccount.balances.BTC);
    const told = client.rows('spot.balances');
    const changed = told
      .filter(({ currency }) => currency === 'BTC')
      .reduce((sum, { change }) => sum + Number(change), 0);
    const now = venue.account().balances.find(({ asset }) => asset === 'BTC');
    expect(begun + changed).toBeCloseTo(Number(now?.total), 10);
    expect(told.findLast(({ currency }) => currency === 'USDT')).toMatchObject({
      total: '999500',
      freeze: '0',
      change_type: 'order-match',
    });
  });
});

describe("the simulated venue's orders in Gate's futures", () => {
  it('have ids that are numbers beyond what a double holds, and signed sizes', () => {
    const { client, asked, orders } = trading('futures');
    const replies = asked('order_place', FUTURES);
    expect(replies.map(({ ack }) => ack)).toEqual([true, false]);
    const [, digits = ''] = /"id":(\d+),"user"/.exec(client.of('futures.orders')[0]?.text ?? '') ?? [];
    expect(digits).toMatch(/^\d{19}$/);
    expect(String(Number(digits))).not.toBe(digits);
    expect(client.heard.some(({ text, message }) => message.ack === false && text.includes(`"id":${digits},`))).toBe(
      true,
    );
    expect(orders()).toMatchObject([
      { contract: 'BTC_USDT', size: 5, left: 5, status: 'open', finish_as: '_new', tif: 'gtc' },
    ]);
    const canceled = asked('order_cancel', { order_id: digits });
    expect(fate(canceled)).toEqual([[undefined, '200', undefined]]);
    expect(orders().at(-1)).toMatchObject({ status: 'finished', finish_as: 'cancelled', left: 5 });
  });

  it('are no news any more once anything has befallen them', () => {
    const { clock, venue, asked, orders } = trading('futures');
    asked('order_place', FUTURES);
    venue.inject({ t: 0, kind: 'fill-order', args: { size: '2' } });
    clock.pass(100);
    expect(orders().map(({ finish_as, left }) => [finish_as, left])).toEqual([
      ['_new', 5],
      ['_update', 3],
    ]);
  });

  it('open a position and close it, and tell of it', () => {
    const { venue, client, asked } = trading('futures');
    const bought = last(asked('order_place', { ...FUTURES, size: 100, price: '0', tif: 'ioc' }));
    expect(bought).toMatchObject({ status: 'finished', finish_as: 'filled', size: 100, left: 0, price: '0' });
    expect(client.rows('futures.positions').at(-1)).toMatchObject({ contract: 'BTC_USDT', size: 100, user: '1001' });
    expect(client.rows('futures.usertrades')[0]).toMatchObject({
      contract: 'BTC_USDT',
      role: 'taker',
      order_id: expect.stringMatching(/^\d{19}$/),
    });
    const closed = last(asked('order_place', { ...FUTURES, size: 0, price: '0', tif: 'ioc', close: true }));
    expect(closed).toMatchObject({ size: -100, is_close: true, is_reduce_only: true, finish_as: 'filled' });
    expect(client.rows('futures.positions').at(-1)).toMatchObject({ size: 0 });
    const changed = client.rows('futures.balances').reduce((sum, { change }) => sum + Number(change), 0);
    const now = venue.account().balances.find(({ asset }) => asset === 'USDT');
    expect(Number(demoAccount.balances.USDT) + changed).toBeCloseTo(Number(now?.total), 6);
  });

  it('answer batches and cancellations of a contract twice', () => {
    const { asked } = trading('futures');
    const batch = asked('order_batch_place', [FUTURES, { ...FUTURES, text: 't-two', size: '-5', price: '90000' }]);
    expect([batch.map(({ ack }) => ack), last(batch)]).toMatchObject([
      [true, false],
      [{ succeeded: true }, { size: -5 }],
    ]);
    const swept = asked('order_cancel_cp', { contract: 'BTC_USDT', side: 'bid' });
    expect([swept.map(({ ack }) => ack), last(swept)]).toMatchObject([
      [true, false],
      [{ size: 5, status: 'finished' }],
    ]);
    expect(last(asked('order_list', { contract: 'BTC_USDT', status: 'open' }))).toMatchObject([{ size: -5 }]);
  });

  it.each([
    ['a contract that is not listed', { contract: 'DOGE_USDT' }, 1, 'CONTRACT_NOT_FOUND'],
    ['no size', { size: undefined }, 1, 'INVALID_PARAM_VALUE'],
    ['a size that is not whole', { size: '1.5' }, 2, 'INVALID_PARAM_VALUE'],
    ['what only reduces where there is nothing', { reduce_only: true }, 2, 'INCREASE_POSITION'],
    ['what would take though it must not', { price: '90000', tif: 'poc' }, 2, 'ORDER_POC_IMMEDIATE'],
  ])('refuse %s', (_, fields, count, label) => {
    const replies = trading('futures').asked('order_place', { ...FUTURES, ...fields });
    expect([replies.length, replies.at(-1)?.data?.errs?.label]).toEqual([count, label]);
  });
});

describe("the faults of orders over Gate's sockets", () => {
  it('refuse an order at the door: one frame, and the next is as ever', () => {
    const { venue, asked } = trading();
    venue.inject({ t: 0, kind: 'refuse-order', args: {} });
    expect(fate(asked('order_place', SPOT))).toEqual([[undefined, '400', 'TRADE_RESTRICTED']]);
    expect(asked('order_place', SPOT)).toHaveLength(2);
  });

  it('say that it has come, then nothing, though it was placed', () => {
    const { venue, asked, orders } = trading();
    venue.inject({ t: 0, kind: 'lose-reply', args: {} });
    expect(fate(asked('order_place', SPOT))).toEqual([[true, '200', undefined]]);
    expect(orders()).toMatchObject([{ event: 'put' }]);
  });

  it('cut the socket between the replies', () => {
    const { venue, client, asked } = trading();
    venue.inject({ t: 0, kind: 'lose-reply', args: { drop: true } });
    expect(fate(asked('order_place', SPOT))).toEqual([[true, '200', undefined]]);
    expect(client.errors).toMatchObject([{ kind: 'connection-lost' }]);
    expect(venue.account().orders.map(({ status }) => status)).toEqual(['open']);
  });

  it('delay the last reply, and tell of the order before it', () => {
    const { clock, venue, client, asked } = trading();
    venue.inject({ t: 0, kind: 'delay-reply', args: { by: 3_000 } });
    expect(asked('order_place', SPOT)).toHaveLength(1);
    clock.pass(3_000);
    expect(client.repliesTo('r1').map(({ ack }) => ack)).toEqual([true, false]);
    venue.inject({ t: 0, kind: 'early-event', args: {} });
    asked('order_place', { ...SPOT, text: 't-two' });
    const told = client.heard.map(({ message: { request_id, ack, channel } }) => [request_id ?? channel, ack]);
    expect(told.slice(-4).map(([name, ack]) => [name, ack])).toEqual([
      ['r2', true],
      ['spot.orders', undefined],
      ['spot.balances', undefined],
      ['r2', false],
    ]);
  });

  it.each([true, false])('say that nobody knows what became of it, though it was done: %s', (executed) => {
    const { venue, asked } = trading();
    venue.inject({ t: 0, kind: 'unknown-outcome', args: { executed } });
    expect(fate(asked('order_place', SPOT)).at(-1)).toEqual([undefined, '500', 'SERVER_ERROR']);
    expect(venue.account().orders).toHaveLength(executed ? 1 : 0);
  });

  it('lose and repeat news, and cancel what was taken on', () => {
    const { venue, asked, orders } = trading();
    venue.inject({ t: 0, kind: 'lose-event', args: {} });
    asked('order_place', SPOT);
    expect(orders()).toEqual([]);
    venue.inject({ t: 0, kind: 'repeat-event', args: {} });
    venue.inject({ t: 0, kind: 'fail-order', args: {} });
    asked('order_place', { ...SPOT, text: 't-two' });
    expect(orders().map(({ event, finish_as }) => [event, finish_as])).toEqual([
      ['put', 'open'],
      ['put', 'open'],
      ['finish', 'cancelled'],
    ]);
  });

  it('end a login: orders are refused until the next', () => {
    const { clock, venue, client, asked } = trading();
    venue.inject({ t: 0, kind: 'end-login', args: {} });
    expect(fate(asked('order_place', SPOT))).toEqual([[undefined, '401', 'AUTHENTICATION_FAILED']]);
    client.login();
    clock.pass(100);
    expect(asked('order_place', SPOT)).toHaveLength(2);
  });
});
