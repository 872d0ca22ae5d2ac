import { describe, expect, it } from '@jest/globals';
import { askPrivately, customerRig, limitOrder } from './customer.ts';

const ORDER_ID = /^O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}$/;

describe('orders at the simulated Kraken', () => {
  it('are answered once each, by request id, with the id of the order', () => {
    const { ask, venue } = customerRig();
    const [answer, ...more] = ask('add_order', { ...limitOrder, cl_ord_id: 'c-1', order_userref: 7 });
    expect(more).toEqual([]);
    expect(answer).toEqual({
      method: 'add_order',
      req_id: 1,
      result: { order_id: expect.stringMatching(ORDER_ID), cl_ord_id: 'c-1', order_userref: 7 },
      success: true,
      time_in: expect.any(String),
      time_out: expect.any(String),
    });
    expect(venue.account().orders).toMatchObject([
      { id: expect.stringMatching(ORDER_ID), clientOrderId: 'c-1', price: '50000.0', status: 'open' },
    ]);
  });

  it.each([
    [{ order_qty: 50 }, 'EOrder:Insufficient funds'],
    [{ symbol: 'NO/PE' }, 'EQuery:Unknown asset pair'],
    [{ limit_price: 50_000.01 }, 'EOrder:Invalid price'],
    [{ order_qty: 0.00001 }, 'EOrder:Order minimum not met'],
    [{ limit_price: 90_000, post_only: true }, 'EOrder:Post only order'],
    [{ order_qty: '0.5' }, 'EGeneral:Invalid arguments:order_qty'],
    [{ side: 'long' }, 'EGeneral:Invalid arguments:side'],
    [{ order_type: 'iceberg' }, 'EGeneral:Invalid arguments:order_type'],
    [{ cl_ord_id: 'nineteen-characters' }, 'EGeneral:Invalid arguments:cl_ord_id'],
    [{ time_in_force: 'day' }, 'EGeneral:Invalid arguments:time_in_force'],
    [{ deadline: '2026-07-31T00:00:00Z' }, 'EService:Deadline elapsed'],
    [{ deadline: 'soon' }, 'EGeneral:Invalid arguments:deadline'],
    [{ token: 'stale' }, 'ESession:Invalid session'],
  ])('are refused where they say %j', (params, error) => {
    const { ask, venue } = customerRig();
    expect(ask('add_order', { ...limitOrder, ...params })).toEqual([
      {
        method: 'add_order',
        req_id: 1,
        success: false,
        error,
        time_in: expect.any(String),
        time_out: expect.any(String),
      },
    ]);
    expect(venue.account().orders).toEqual([]);
  });

  it('are told to `executions` after the answer: pending, new, each trade, and its end', () => {
    const { ask, place, told, client, venue, clock } = customerRig();
    ask('subscribe', { channel: 'executions' });
    const order_id = place({ cl_ord_id: 'c-1' });
    const answered = client.heard.findIndex(({ message }) => message.method === 'add_order');
    const firstReport = client.heard.findIndex(({ text }) => text.includes('pending_new'));
    expect(answered).toBeLessThan(firstReport);
    venue.inject({ t: 0, kind: 'fill-order', target: 'BTC/USD', args: { size: '0.2' } });
    venue.inject({ t: 0, kind: 'fill-order', target: 'BTC/USD', args: {} });
    clock.pass(200);
    const { fills } = venue.account();
    expect(told('executions')).toMatchObject([
      {
        order_id,
        cl_ord_id: 'c-1',
        symbol: 'BTC/USD',
        order_qty: 0.5,
        limit_price: 50_000,
        side: 'buy',
        order_type: 'limit',
        time_in_force: 'GTC',
        exec_type: 'pending_new',
        order_status: 'pending_new',
      },
      { order_id, cl_ord_id: 'c-1', exec_type: 'new', order_status: 'new' },
      {
        order_id,
        exec_type: 'trade',
        order_status: 'partially_filled',
        trade_id: fills[0]?.id,
        last_qty: 0.2,
        last_price: 50_000,
        cost: 10_000,
        liquidity_ind: 'm',
        cum_qty: 0.2,
        cum_cost: 10_000,
        avg_price: 50_000,
        fees: [{ asset: 'USD', qty: 16 }],
      },
      { order_id, exec_type: 'trade', order_status: 'partially_filled', last_qty: 0.3, cum_qty: 0.5 },
      { order_id, exec_type: 'filled', order_status: 'filled', cum_qty: 0.5, cum_cost: 25_000 },
    ]);
    expect(client.of('executions').map(({ text }) => Number(/"sequence":(\d+)/.exec(text)?.[1]))).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });

  it('show in the public book and among the public trades', () => {
    const { ask, client, venue, clock } = customerRig();
    client.subscribe('book', 'BTC/USD');
    client.subscribe('trade', 'BTC/USD', { snapshot: false });
    clock.pass(200);
    const price = Number(venue.book('BTC/USD').bids[0]?.price) + 0.1;
    const at = Number(price.toFixed(1));
    ask('add_order', { ...limitOrder, limit_price: at, order_qty: 0.125 });
    expect(client.of('book', 'update').some(({ text }) => text.includes('"qty":0.12500000'))).toBe(true);
    venue.inject({ t: 0, kind: 'fill-order', args: {} });
    const [fill] = venue.account().fills;
    expect(client.of('trade', 'update').some(({ text }) => text.includes(`"trade_id":${fill?.id}`))).toBe(true);
  });

  it('are canceled with one answer an id, and all at once with one', () => {
    const { ask, place, venue } = customerRig();
    const ids = ['a', 'b', 'c', 'd', 'e'].map((name) => place({ order_qty: 0.01, cl_ord_id: name }));
    const answers = ask('cancel_order', { order_id: [ids[0], 'ONONE-NONEN-NONENO'], cl_ord_id: ['b'] });
    expect(answers).toMatchObject([
      { success: true, result: { order_id: ids[0], cl_ord_id: 'a' } },
      { success: false, error: 'EOrder:Unknown order' },
      { success: true, result: { order_id: ids[1], cl_ord_id: 'b' } },
    ]);
    expect(ask('batch_cancel', { orders: [ids[2], ids[0]] })).toMatchObject([{ success: true, orders_cancelled: 1 }]);
    expect(ask('cancel_all')).toMatchObject([{ success: true, result: { count: 2 } }]);
    expect(venue.account().orders.every(({ status }) => status === 'canceled')).toBe(true);
  });

  it('keep a request id in use until its last answer', () => {
    const { client, token, place, venue, clock } = customerRig();
    const ids = [place(), place()];
    venue.inject({ t: 0, kind: 'delay-reply', args: { by: 5_000 } });
    client.send({ method: 'cancel_order', params: { order_id: ids, token }, req_id: 99 });
    clock.pass(200);
    client.send({ method: 'ping', req_id: 99 });
    expect(venue.violations).toMatchObject([{ rule: 'request-id-reused' }]);
  });

  it('are added in batches, each with a word of its own', () => {
    const { ask } = customerRig();
    const { symbol, ...order } = limitOrder;
    const orders = [
      { ...order, cl_ord_id: 'A' },
      { ...order, cl_ord_id: 'B', limit_price: 1.23 },
    ];
    expect(ask('batch_add', { symbol, orders })).toMatchObject([
      {
        success: true,
        result: {
          orders: [
            { cl_ord_id: 'A', success: true, order_id: expect.stringMatching(ORDER_ID) },
            { cl_ord_id: 'B', success: false, error: 'EOrder:Invalid price' },
          ],
        },
      },
    ]);
    expect(ask('batch_add', { symbol, orders: [orders[0]] })).toMatchObject([{ success: false }]);
  });

  it('are amended in place, and edited into others', () => {
    const { ask, place, told, venue } = customerRig();
    ask('subscribe', { channel: 'executions' });
    const order_id = place({ cl_ord_id: 'c' });
    expect(ask('amend_order', { order_id, order_qty: 0.4 })).toMatchObject([
      { success: true, result: { amend_id: expect.any(String), order_id } },
    ]);
    expect(ask('amend_order', { cl_ord_id: 'c', limit_price: 51_000 })).toMatchObject([
      { success: true, result: { amend_id: expect.any(String), cl_ord_id: 'c' } },
    ]);
    expect(told('executions').at(-1)).toMatchObject({ exec_type: 'amended', order_qty: 0.4, limit_price: 51_000 });
    const [edited] = ask('edit_order', { order_id, order_qty: 0.3, symbol: 'BTC/USD' });
    expect(edited).toMatchObject({ success: true, result: { original_order_id: order_id } });
    expect(venue.account().orders.map(({ status, size, price }) => [status, size, price])).toEqual([
      ['canceled', '0.40000000', '51000.0'],
      ['open', '0.30000000', '51000.0'],
    ]);
    expect(ask('edit_order', { order_id })).toMatchObject([{ error: 'EOrder:Unknown order' }]);
  });

  it('are all canceled by the timer that is not set again, connected or not', () => {
    const { ask, venue, client, clock } = customerRig();
    ask('add_order', limitOrder);
    expect(ask('cancel_all_orders_after', { timeout: 60 })).toMatchObject([
      { result: { currentTime: '2026-08-01T00:00:00Z', triggerTime: '2026-08-01T00:01:00Z' } },
    ]);
    clock.pass(30_000);
    ask('cancel_all_orders_after', { timeout: 60 });
    clock.pass(59_000);
    expect(venue.account().orders[0]?.status).toBe('open');
    client.leave();
    expect(clock.waiting()).toBe(0);
    clock.pass(2_000);
    expect(askPrivately(venue, 'OpenOrders').result).toEqual({ open: {} });
    expect(venue.account().orders[0]).toMatchObject({ status: 'canceled', cancelReason: 'dead-man' });
  });

  it('trade after all that the market did meanwhile, though nobody was there', () => {
    const { place, client, venue, clock, dial } = customerRig();
    place();
    client.leave();
    clock.pass(5_000);
    venue.inject({ t: 0, kind: 'fill-order', args: {} });
    const back = dial();
    back.subscribe('trade', 'BTC/USD');
    clock.pass(500);
    const times = back
      .of('trade')
      .flatMap(({ message }) => (message.data ?? []).map(({ timestamp }) => String(timestamp).slice(0, 23)));
    expect(times.length).toBeGreaterThan(40);
    expect(times).toEqual([...times].sort());
  });

  it('are only checked where they say so', () => {
    const { ask, venue } = customerRig();
    expect(ask('add_order', { ...limitOrder, validate: true })).toMatchObject([{ success: true }]);
    expect(venue.account().orders).toEqual([]);
  });

  it('obey the state of the venue', () => {
    const { ask, venue } = customerRig();
    const stateIs = (system: 'cancel_only' | 'post_only' | 'maintenance'): void =>
      venue.inject({ t: 0, kind: 'system-status', args: { system } });
    const errorOf = (params: object = {}): unknown => ask('add_order', { ...limitOrder, ...params })[0]?.error;
    stateIs('cancel_only');
    expect(errorOf()).toBe('EService:Market in cancel_only mode');
    stateIs('post_only');
    expect([errorOf(), errorOf({ post_only: true })]).toEqual(['EService:Market in post_only mode', undefined]);
    stateIs('maintenance');
    expect(errorOf()).toBe('EService:Unavailable');
  });

  it('suffer the faults of replies', () => {
    const { ask, venue, client, clock } = customerRig();
    venue.inject({ t: 0, kind: 'refuse-order', args: {} });
    expect(ask('add_order', limitOrder)).toMatchObject([{ success: false, error: 'EService:Unavailable' }]);
    venue.inject({ t: 0, kind: 'delay-reply', args: { by: 5_000 } });
    expect(ask('add_order', limitOrder)).toEqual([]);
    clock.pass(5_000);
    expect(client.answers().at(-1)?.message).toMatchObject({ req_id: 2, success: true });
    venue.inject({ t: 0, kind: 'lose-reply', args: {} });
    expect(ask('add_order', limitOrder)).toEqual([]);
    venue.inject({ t: 0, kind: 'lose-reply', args: { drop: true } });
    expect(ask('add_order', limitOrder)).toEqual([]);
    expect(client.errors.length).toBe(1);
    expect(venue.account().orders.map(({ status }) => status)).toEqual(['open', 'open', 'open']);
  });

  it('may be told of before they are answered, told twice, or not at all, which shows in the numbers', () => {
    const { ask, venue, client } = customerRig();
    ask('subscribe', { channel: 'executions' });
    venue.inject({ t: 0, kind: 'early-event', args: {} });
    ask('add_order', limitOrder);
    const answered = client.heard.findIndex(({ message }) => message.method === 'add_order');
    expect(client.heard.findIndex(({ text }) => text.includes('pending_new'))).toBeLessThan(answered);
    venue.inject({ t: 0, kind: 'lose-event', args: {} });
    venue.inject({ t: 0, kind: 'repeat-event', args: {} });
    ask('add_order', limitOrder);
    const sequences = client.of('executions').map(({ text }) => Number(/"sequence":(\d+)/.exec(text)?.[1]));
    expect(sequences).toEqual([1, 2, 3, 5, 5]);
  });
});
