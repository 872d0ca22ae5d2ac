import { describe, expect, it } from '@jest/globals';
import { told, tradingRig } from './trading.ts';

const states = (rows: readonly Readonly<Record<string, unknown>>[]) => rows.map(({ state }) => state);

describe("the simulated venue's orders over OKX's private socket", () => {
  it('accepts an order by its number, replies under the id, and tells of it after that', () => {
    const { clock, client, ask, replyTo, code } = tradingRig();
    const order = {
      instIdCode: code('BTC-USDT'),
      tdMode: 'cash',
      side: 'buy',
      ordType: 'limit',
      sz: '0.01',
      px: '50000',
    };
    const id = ask('order', [{ ...order, clOrdId: 'b15', tag: 'mine' }]);
    clock.pass(100);
    expect(replyTo(id)).toEqual({
      id,
      op: 'order',
      code: '0',
      msg: '',
      data: [
        {
          clOrdId: 'b15',
          ordId: expect.stringMatching(/^\d{18,}$/),
          tag: 'mine',
          ts: expect.stringMatching(/^\d{13}$/),
          sCode: '0',
          sMsg: '',
        },
      ],
      inTime: expect.stringMatching(/^\d{16}$/),
      outTime: expect.stringMatching(/^\d{16}$/),
    });
    expect(client.heard.at(-1)?.message).toMatchObject({
      arg: { channel: 'orders', instType: 'ANY', uid: '1001' },
      data: [
        {
          instId: 'BTC-USDT',
          instType: 'SPOT',
          ordId: replyTo(id)?.data[0]?.ordId,
          clOrdId: 'b15',
          state: 'live',
          px: '50000',
          sz: '0.01',
          accFillSz: '0',
          fillSz: '0',
          tradeId: '',
          side: 'buy',
          ordType: 'limit',
          tdMode: 'cash',
          fee: '0',
        },
      ],
    });
  });

  it('refuses an order that names its instrument but not the number, and one whose number nobody has', () => {
    const { clock, ask, replyTo } = tradingRig();
    const order = { instId: 'BTC-USDT', tdMode: 'cash', side: 'buy', ordType: 'limit', sz: '0.01', px: '50000' };
    const [unnumbered, unknown] = [ask('order', [order]), ask('order', [{ ...order, instIdCode: 1 }])];
    clock.pass(100);
    expect(replyTo(unnumbered)).toMatchObject({
      code: '1',
      msg: 'All operations failed',
      data: [{ ordId: '', sCode: '50014', sMsg: 'Parameter instIdCode can not be empty' }],
    });
    expect(replyTo(unknown)?.data[0]).toMatchObject({ sCode: '51001' });
  });

  it.each([
    ['no price', { px: undefined }, '51000'],
    ['no side', { side: undefined }, '50014'],
    ['no mode', { tdMode: undefined }, '50014'],
    ['no size', { sz: undefined }, '50014'],
    ['a type nobody knows', { ordType: 'hopeful' }, '51000'],
    ['a size finer than a lot', { sz: '0.000000001' }, '51000'],
    ['a size below the least', { sz: '0.00000999' }, '51020'],
    ['a price between two ticks', { px: '50000.05' }, '51000'],
    ['more than it has', { sz: '1000' }, '51008'],
    ['an id of its own that has a hyphen', { clOrdId: 'a-b' }, '51000'],
  ])('refuses an order with %s', (_, fields, sCode) => {
    expect(tradingRig().place(fields)).toMatchObject({ ordId: '', sCode });
  });

  it('refuses a second order under the same id of the customer while the first is open', () => {
    const { venue, place } = tradingRig();
    expect(place({ clOrdId: 'twice' })).toMatchObject({ sCode: '0' });
    expect(place({ clOrdId: 'twice' })).toMatchObject({ clOrdId: 'twice', sCode: '51016' });
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['client-order-id-reused']);
  });

  it('tells each fill with the id of the public trade, then that the order is filled', () => {
    const { clock, venue, dial, client, place } = tradingRig();
    const crowd = dial();
    crowd.subscribe('trades', 'BTC-USDT');
    clock.pass(100);
    const ordId = place()?.ordId;
    venue.inject({ t: 0, kind: 'fill-order', args: { size: '0.004' } });
    venue.inject({ t: 0, kind: 'fill-order', args: {} });
    clock.pass(100);
    const rows = told(client).filter((row) => row.ordId === ordId);
    expect(rows).toMatchObject([
      { state: 'live' },
      {
        state: 'partially_filled',
        fillSz: '0.004',
        accFillSz: '0.004',
        fillPx: '50000',
        avgPx: '50000',
        execType: 'M',
      },
      { state: 'filled', fillSz: '0.006', accFillSz: '0.01', fillFee: '-0.0000048', fee: '-0.000008', feeCcy: 'BTC' },
    ]);
    const trades = new Map(crowd.rows('trades').map((row) => [row.tradeId, row.sz]));
    expect(rows.slice(1).map(({ tradeId, fillSz }) => trades.get(tradeId) === fillSz)).toEqual([true, true]);
  });

  it('spends what a market order to buy says, and tells that it is filled apart from its last fill', () => {
    const { client, place } = tradingRig();
    expect(place({ ordType: 'market', px: undefined, sz: '1000' })).toMatchObject({ sCode: '0' });
    const rows = told(client);
    const [live, ...rest] = rows;
    expect([live?.state, live?.tgtCcy, live?.sz]).toEqual(['live', 'quote_ccy', '1000']);
    expect(states(rest)).toEqual([...rest.slice(1).map(() => 'partially_filled'), 'filled']);
    expect(rest.at(-1)).toMatchObject({ fillSz: '0', tradeId: '', accFillSz: rest.at(-2)?.accFillSz });
    const spent = rest.slice(0, -1).reduce((sum, { fillPx, fillSz }) => sum + Number(fillPx) * Number(fillSz), 0);
    expect(spent).toBeLessThanOrEqual(1_000);
    expect(spent).toBeGreaterThan(999);
  });

  it('counts what a market order sells, and swaps, in their own unit', () => {
    const { client, code, place } = tradingRig();
    place({ ordType: 'market', side: 'sell', px: undefined, sz: '0.02' });
    expect(told(client).at(-1)).toMatchObject({
      state: 'filled',
      accFillSz: '0.02',
      tgtCcy: 'base_ccy',
      feeCcy: 'USDT',
    });
    const swap = { instIdCode: code('BTC-USDT-SWAP'), tdMode: 'cross', ordType: 'market', px: undefined, sz: '3' };
    place(swap);
    expect(told(client).at(-1)).toMatchObject({
      instType: 'SWAP',
      state: 'filled',
      accFillSz: '3',
      tgtCcy: '',
      feeCcy: 'USDT',
    });
  });

  it('accepts an order that must not take and would, and cancels it', () => {
    const { client, place } = tradingRig();
    expect(place({ ordType: 'post_only', px: '70000' })).toMatchObject({ sCode: '0' });
    expect(told(client).map(({ state, cancelSource }) => [state, cancelSource])).toEqual([
      ['live', ''],
      ['canceled', '31'],
    ]);
  });

  it('lets orders that do not wait go unfilled', () => {
    const { client, place } = tradingRig();
    place({ ordType: 'ioc' });
    place({ ordType: 'fok' });
    expect(states(told(client))).toEqual(['live', 'canceled', 'live', 'canceled']);
  });

  it('cancels and amends by either id, and says where there is nothing to', () => {
    const { clock, client, code, ask, replyTo, place } = tradingRig();
    const instIdCode = code('BTC-USDT');
    const ordId = place({ clOrdId: 'c1' })?.ordId;
    const amended = ask('amend-order', [{ instIdCode, clOrdId: 'c1', newPx: '51000', newSz: '0.02', reqId: 'q1' }]);
    clock.pass(100);
    expect(replyTo(amended)?.data).toEqual([
      { clOrdId: 'c1', ordId, reqId: 'q1', ts: expect.any(String), sCode: '0', sMsg: '' },
    ]);
    expect(told(client).at(-1)).toMatchObject({ state: 'live', px: '51000', sz: '0.02' });
    const canceled = ask('cancel-order', [{ instIdCode, ordId }]);
    clock.pass(100);
    expect(replyTo(canceled)?.data).toEqual([{ clOrdId: 'c1', ordId, ts: expect.any(String), sCode: '0', sMsg: '' }]);
    expect(told(client).at(-1)).toMatchObject({ state: 'canceled', cancelSource: '1' });
    const again = ['cancel-order', 'amend-order'].map((op) => ask(op, [{ instIdCode, ordId, newSz: '1' }]));
    const elsewhere = ask('cancel-order', [{ instIdCode: code('BTC-USDT-SWAP'), ordId: place()?.ordId }]);
    clock.pass(100);
    expect([...again, elsewhere].map((id) => replyTo(id)?.data[0]?.sCode)).toEqual(['51400', '51503', '51400']);
  });

  it('does batches item by item, and says how many went well', () => {
    const { clock, client, code, ask, replyTo } = tradingRig();
    const good = {
      instIdCode: code('BTC-USDT'),
      tdMode: 'cash',
      side: 'buy',
      ordType: 'limit',
      sz: '0.01',
      px: '50000',
    };
    const mixed = ask('batch-orders', [good, { ...good, px: '0' }, good]);
    clock.pass(100);
    expect(replyTo(mixed)).toMatchObject({ code: '2', data: [{ sCode: '0' }, { sCode: '51000' }, { sCode: '0' }] });
    expect(states(told(client))).toEqual(['live', 'live']);
    const ids = told(client).map(({ ordId }) => ({ instIdCode: good.instIdCode, ordId }));
    const gone = ask('batch-cancel-orders', ids);
    const tooMany = ask(
      'batch-orders',
      Array.from({ length: 21 }, () => good),
    );
    const notOne = ask('order', [good, good]);
    clock.pass(100);
    expect(replyTo(gone)).toMatchObject({ code: '0', data: [{ sCode: '0' }, { sCode: '0' }] });
    expect([replyTo(tooMany), replyTo(notOne)]).toEqual([undefined, undefined]);
    expect(client.events().filter(({ code: number }) => number === '60013').length).toBe(2);
  });

  it('cancels all of a family', () => {
    const { clock, client, ask, replyTo, code, place } = tradingRig();
    place();
    place({ instIdCode: code('BTC-USDT-SWAP'), tdMode: 'cross', sz: '1' });
    const id = ask('mass-cancel', [{ instType: 'SWAP', instFamily: 'BTC-USDT' }]);
    clock.pass(100);
    expect(replyTo(id)).toMatchObject({ code: '0', data: [{ result: true }] });
    expect(told(client).map(({ instType, state }) => [instType, state])).toEqual([
      ['SPOT', 'live'],
      ['SWAP', 'live'],
      ['SWAP', 'canceled'],
    ]);
  });

  it('refuses what comes too late, without an id, or from nobody', () => {
    const { clock, client, dial, ask, replyTo, code } = tradingRig();
    const order = {
      instIdCode: code('BTC-USDT'),
      tdMode: 'cash',
      side: 'buy',
      ordType: 'limit',
      sz: '0.01',
      px: '50000',
    };
    const late = ask('order', [order], { expTime: String(clock.now() - 1) });
    const stranger = dial('private');
    client.send({ op: 'order', args: [order] });
    stranger.send({ id: 'x', op: 'order', args: [order] });
    clock.pass(200);
    expect(replyTo(late)?.data[0]?.sCode).toBe('50036');
    expect(client.events().at(-1)).toMatchObject({ event: 'error', code: '60012' });
    expect(stranger.events()).toMatchObject([{ event: 'error', code: '60011' }]);
    expect(told(client)).toEqual([]);
  });

  it('bears sixty orders of an instrument in two seconds', () => {
    const { clock, venue, client, code, ask, replyTo } = tradingRig();
    const order = {
      instIdCode: code('BTC-USDT'),
      tdMode: 'cash',
      side: 'buy',
      ordType: 'limit',
      sz: '0.0001',
      px: '50000',
    };
    const ids = Array.from({ length: 61 }, () => ask('order', [order]));
    clock.pass(1_900);
    expect(ids.map((id) => replyTo(id)?.data[0]?.sCode)).toEqual([...Array(60).fill('0'), '50011']);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['order-rate']);
    clock.pass(500);
    const later = ask('order', [order]);
    clock.pass(100);
    expect(replyTo(later)?.code).toBe('0');
    expect(told(client).length).toBe(61);
  });
});

describe('the faults of orders over OKX', () => {
  it('reverse the order of reply and news, and only once', () => {
    const { venue, client, place } = tradingRig();
    const order = () => client.heard.slice(-2).map(({ message }) => message.op ?? message.arg?.channel);
    place();
    expect(order()).toEqual(['order', 'orders']);
    venue.inject({ t: 0, kind: 'early-event', args: {} });
    place();
    expect(order()).toEqual(['orders', 'order']);
    place();
    expect(order()).toEqual(['order', 'orders']);
  });

  it('lose a reply, or the socket with it, though the order is placed', () => {
    const { venue, client, place } = tradingRig();
    venue.inject({ t: 0, kind: 'lose-reply', args: {} });
    expect(place()).toBeUndefined();
    expect(states(told(client))).toEqual(['live']);
    venue.inject({ t: 0, kind: 'lose-reply', args: { drop: true } });
    expect(place()).toBeUndefined();
    expect(client.errors).toMatchObject([{ kind: 'connection-lost' }]);
    expect(venue.account().orders.map(({ status }) => status)).toEqual(['open', 'open']);
  });

  it('delay a reply', () => {
    const { clock, venue, client, place } = tradingRig();
    venue.inject({ t: 0, kind: 'delay-reply', args: { by: 3_000 } });
    expect(place()).toBeUndefined();
    clock.pass(3_000);
    expect(client.heard.at(-1)?.message).toMatchObject({ op: 'order', code: '0' });
  });

  it('lose and repeat news', () => {
    const { venue, client, place } = tradingRig();
    venue.inject({ t: 0, kind: 'lose-event', args: {} });
    venue.inject({ t: 0, kind: 'repeat-event', args: {} });
    place();
    const second = place();
    expect(told(client).map(({ ordId }) => ordId)).toEqual([second?.ordId, second?.ordId]);
  });

  it('refuse an order, or cancel one that was taken on', () => {
    const { venue, client, place } = tradingRig();
    venue.inject({ t: 0, kind: 'refuse-order', args: {} });
    expect(place()).toMatchObject({ sCode: '50026' });
    venue.inject({ t: 0, kind: 'fail-order', args: {} });
    expect(place()).toMatchObject({ sCode: '0' });
    expect(told(client).map(({ state, cancelSource }) => [state, cancelSource])).toEqual([
      ['live', ''],
      ['canceled', '0'],
    ]);
  });

  it('end a login: what it was good for ends, and is refused until the next', () => {
    const { clock, venue, client, place } = tradingRig();
    venue.inject({ t: 0, kind: 'end-login', args: {} });
    expect(client.events().at(-1)).toMatchObject({ event: 'error', code: '60011' });
    expect(place()).toBeUndefined();
    expect(client.events().at(-1)).toMatchObject({ event: 'error', code: '60011' });
    client.login();
    client.send({ op: 'subscribe', args: [{ channel: 'orders', instType: 'ANY' }] });
    clock.pass(100);
    place();
    expect(states(told(client))).toEqual(['live']);
  });
});
