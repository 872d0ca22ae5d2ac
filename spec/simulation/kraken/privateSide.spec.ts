import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { demoAccount } from '../../../src/simulation/index.ts';
import { rig } from '../bareClient.ts';
import { askPrivately, customerRig, limitOrder } from './customer.ts';

describe("the simulated Kraken's private REST", () => {
  it('gives a token to whom signs as the documentation says, and to nobody else', () => {
    const { venue } = rig();
    expect(askPrivately(venue, 'GetWebSocketsToken')).toEqual({
      error: [],
      result: { token: expect.stringMatching(/^[0-9a-z]{43}$/), expires: 900 },
    });
    const wrong = { key: demoAccount.key, secret: 'd3Jvbmc=' };
    expect(askPrivately(venue, 'GetWebSocketsToken', {}, wrong)).toEqual({ error: ['EAPI:Invalid signature'] });
    expect(askPrivately(venue, 'GetWebSocketsToken', {}, { ...wrong, key: 'nobody' })).toEqual({
      error: ['EAPI:Invalid key'],
    });
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['signature', 'signature']);
  });

  it('takes a nonce once, and only ever greater ones', () => {
    const { venue } = rig();
    expect(askPrivately(venue, 'Balance', { nonce: '5' }).error).toEqual([]);
    expect(askPrivately(venue, 'Balance', { nonce: '5' }).error).toEqual(['EAPI:Invalid nonce']);
    expect(askPrivately(venue, 'Balance', { nonce: '4' }).error).toEqual(['EAPI:Invalid nonce']);
    expect(askPrivately(venue, 'Balance', { nonce: 'x' }).error).toEqual(['EAPI:Invalid nonce']);
    expect(askPrivately(venue, 'Balance', { nonce: '6' }).result).toMatchObject({ ZUSD: '1000000', XXBT: '10' });
    expect(askPrivately(venue, 'Nonsense').error).toEqual(['EGeneral:Unknown method']);
  });

  it('accepts what `venue.signer` signs, whatever the key', () => {
    const { venue } = rig();
    const path = '/0/private/GetWebSocketsToken';
    const body = 'nonce=1';
    const digest = createHash('sha256').update(`1${body}`).digest();
    const [signature = ''] = venue.signer(Uint8Array.of(...Buffer.from(path), ...digest)) as readonly string[];
    const errors: unknown[] = [];
    for (const sign of [signature, signature.replace(/^./, '_')]) {
      const headers = { 'API-Key': 'any', 'API-Sign': sign };
      venue
        .http({ method: 'POST', url: `https://api.kraken.com${path}`, headers, body })
        .subscribe((answer) => errors.push((JSON.parse(answer.body) as { error: unknown }).error));
    }
    expect(errors).toEqual([[], ['EAPI:Invalid key']]);
  });

  it('finds orders by id and by the customer’s own', () => {
    const { ask, place, venue } = customerRig();
    const id = place({ cl_ord_id: 'mine' });
    ask('add_order', { ...limitOrder, cl_ord_id: 'other' });
    expect(askPrivately(venue, 'BalanceEx').result).toMatchObject({
      ZUSD: { balance: '1000000', hold_trade: '50130' },
    });
    venue.inject({ t: 0, kind: 'fill-order', args: { order: 'mine', size: '0.2' } });
    const row = {
      cl_ord_id: 'mine',
      status: 'open',
      opentm: expect.any(Number),
      descr: { pair: 'XBTUSD', type: 'buy', ordertype: 'limit', price: '50000.0' },
      vol: '0.50000000',
      vol_exec: '0.20000000',
      cost: '10000.00000',
      fee: '16.00000',
      price: '50000',
      trades: [expect.stringMatching(/^T/)],
    };
    expect(askPrivately(venue, 'OpenOrders', { cl_ord_id: 'mine' }).result).toMatchObject({ open: { [id]: row } });
    expect(Object.keys(askPrivately(venue, 'OpenOrders').result?.open as object).length).toBe(2);
    expect(askPrivately(venue, 'QueryOrders', { txid: id }).result).toMatchObject({ [id]: row });
    expect(askPrivately(venue, 'QueryOrders', { txid: 'ONONE-NONEN-NONENO' }).result).toEqual({});
    ask('cancel_all');
    expect(askPrivately(venue, 'OpenOrders', { cl_ord_id: 'mine' }).result).toEqual({ open: {} });
    expect(askPrivately(venue, 'ClosedOrders', { cl_ord_id: 'mine' }).result).toMatchObject({
      count: 1,
      closed: { [id]: { status: 'canceled', reason: 'User requested' } },
    });
  });
});

describe("the simulated Kraken's public REST", () => {
  const get = (path: string) => {
    let body: { readonly error: readonly string[]; readonly result?: Readonly<Record<string, unknown>> } = {
      error: [],
    };
    rig({ symbols: ['BTC/USD', 'SOL/USD', 'ETH/BTC'] })
      .venue.http({ method: 'GET', url: `https://api.kraken.com/0/public/${path}` })
      .subscribe((answer) => {
        body = JSON.parse(answer.body) as typeof body;
      });
    return body;
  };

  it('lists pairs and assets under the names that REST has for them', () => {
    const pairs = get('AssetPairs').result ?? {};
    expect(Object.keys(pairs)).toEqual(['XXBTZUSD', 'SOLUSD', 'XETHXXBT']);
    expect(pairs.XXBTZUSD).toMatchObject({
      altname: 'XBTUSD',
      wsname: 'XBT/USD',
      base: 'XXBT',
      quote: 'ZUSD',
      pair_decimals: 1,
      lot_decimals: 8,
      ordermin: '0.00005000',
      tick_size: '0.1',
      status: 'online',
    });
    expect(Object.keys(get('Assets').result ?? {})).toEqual(['XXBT', 'ZUSD', 'SOL', 'XETH']);
  });

  it('lists the pairs asked for', () => {
    expect(Object.keys(get('AssetPairs?pair=XBTUSD,SOL/USD').result ?? {})).toEqual(['XXBTZUSD', 'SOLUSD']);
    expect(get('AssetPairs?pair=FOO').error).toEqual(['EQuery:Unknown asset pair']);
  });
});

describe("the simulated Kraken's private channels", () => {
  it('want a token, and begin with the state', () => {
    const { ask, told, client } = customerRig();
    ask('add_order', { ...limitOrder, cl_ord_id: 'mine' });
    expect(ask('subscribe', { channel: 'executions', token: undefined })).toMatchObject([
      { method: 'subscribe', success: false, error: 'ESession:Invalid session' },
    ]);
    expect(ask('subscribe', { channel: 'executions', snap_trades: true })).toMatchObject([
      {
        success: true,
        result: { channel: 'executions', maxratecount: 125, snap_orders: true, snap_trades: true },
      },
    ]);
    expect(told('executions', 'snapshot')).toMatchObject([
      { cl_ord_id: 'mine', exec_type: 'new', order_status: 'new', order_qty: 0.5, cum_qty: 0, limit_price: 50_000 },
    ]);
    expect(ask('subscribe', { channel: 'balances' })).toMatchObject([{ result: { channel: 'balances' } }]);
    expect(told('balances', 'snapshot')).toContainEqual({
      asset: 'BTC',
      asset_class: 'currency',
      balance: 10,
      wallets: [{ type: 'spot', id: 'main', balance: 10 }],
    });
    expect(client.of('balances', 'snapshot')[0]?.text).toMatch(/"sequence":1}$/);
  });

  it('tell each entry of a trade to `balances`, to the last digit, and nothing of orders', () => {
    const { ask, told, venue, clock, client } = customerRig();
    ask('subscribe', { channel: 'balances' });
    ask('add_order', limitOrder);
    expect(told('balances')).toEqual([]);
    venue.inject({ t: 0, kind: 'fill-order', args: { size: '0.12345678' } });
    clock.pass(100);
    expect(told('balances')).toMatchObject([
      { asset: 'USD', amount: -6_172.839, fee: 9.8765424, balance: 993_817.2844576, type: 'trade', wallet_id: 'main' },
      { asset: 'BTC', amount: 0.12345678, fee: 0, balance: 10.12345678 },
    ]);
    const texts = client.of('balances', 'update').map(({ text }) => /"balance":([\d.]+)/.exec(text)?.[1]);
    const totals = venue.account().balances.map(({ asset, total }) => [asset, total]);
    expect(totals).toEqual(
      expect.arrayContaining([
        ['USD', texts[0]],
        ['BTC', texts[1]],
      ]),
    );
  });

  it('tell past fills in the snapshot where they are wanted', () => {
    const { ask, told, venue } = customerRig();
    ask('add_order', limitOrder);
    venue.inject({ t: 0, kind: 'fill-order', args: {} });
    ask('subscribe', { channel: 'executions', snap_trades: true });
    expect(told('executions', 'snapshot')).toMatchObject([
      { exec_type: 'trade', order_status: 'filled', last_qty: 0.5 },
    ]);
    const plain = customerRig();
    plain.ask('subscribe', { channel: 'executions' });
    expect(plain.client.of('executions', 'snapshot')[0]?.message.data).toEqual([]);
  });

  it('leave out what happens between beginning and end where that is not wanted', () => {
    const { ask, told } = customerRig();
    ask('subscribe', { channel: 'executions', order_status: false });
    ask('add_order', limitOrder);
    ask('cancel_all');
    expect(told('executions').map(({ exec_type: type }) => type)).toEqual(['new', 'canceled']);
    expect(told('executions').at(-1)).toMatchObject({ order_status: 'canceled', reason: 'User requested', cum_qty: 0 });
  });

  it('end when they are left, and answer what is not subscribed', () => {
    const { ask, told, venue } = customerRig();
    ask('subscribe', { channel: 'executions' });
    expect(ask('subscribe', { channel: 'executions' })).toMatchObject([{ error: 'Already subscribed' }]);
    expect(ask('unsubscribe', { channel: 'executions' })).toMatchObject([{ success: true }]);
    ask('add_order', limitOrder);
    expect(told('executions')).toEqual([]);
    expect(ask('unsubscribe', { channel: 'executions' })).toMatchObject([{ error: 'Subscription Not Found' }]);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['duplicate-subscription', 'unknown-unsubscription']);
  });

  it('are frozen and ended by faults, as public ones are', () => {
    const { ask, told, venue, client, clock } = customerRig();
    ask('subscribe', { channel: 'executions' });
    venue.inject({ t: 0, kind: 'freeze', args: { channel: 'executions', for: 1_000 } });
    ask('add_order', limitOrder);
    expect(told('executions')).toEqual([]);
    clock.pass(1_000);
    ask('cancel_all');
    expect(told('executions').length).toBe(1);
    venue.inject({ t: 0, kind: 'unsubscribe', args: { channel: 'executions' } });
    expect(client.answers().at(-1)?.message).toMatchObject({ method: 'unsubscribe', success: true });
    expect(ask('subscribe', { channel: 'executions' })).toMatchObject([{ success: true }]);
  });

  it('keep a token alive on their socket, and a token unused for a quarter of an hour is no good', () => {
    const { ask, dial, clock, token } = customerRig();
    ask('subscribe', { channel: 'balances' });
    clock.pass(900_000);
    expect(ask('add_order', limitOrder)).toMatchObject([{ success: true }]);
    const elsewhere = dial();
    elsewhere.send({ method: 'subscribe', params: { channel: 'balances', token }, req_id: 1 });
    clock.pass(200);
    expect(elsewhere.answers()[0]?.message).toMatchObject({ success: false, error: 'ESession:Invalid session' });
  });

  it('lose their tokens by a fault', () => {
    const { ask, venue } = customerRig();
    venue.inject({ t: 0, kind: 'end-login', args: {} });
    expect(ask('add_order', limitOrder)).toMatchObject([{ error: 'ESession:Invalid session' }]);
    expect(venue.violations).toMatchObject([{ rule: 'not-logged-in' }]);
  });

  it('bring heartbeats where nothing else is said', () => {
    const { ask, client, clock } = customerRig();
    ask('subscribe', { channel: 'executions' });
    clock.pass(5_000);
    expect(client.of('heartbeat').length).toBeGreaterThanOrEqual(3);
  });

  it('know accounts apart', () => {
    const accounts = [demoAccount, { key: 'second', secret: 'c2Vjb25k', balances: { USD: '5' } }];
    const { ask, venue, dial, clock } = customerRig({ accounts });
    const { result } = askPrivately(venue, 'GetWebSocketsToken', {}, { key: 'second', secret: 'c2Vjb25k' });
    const other = dial();
    other.send({ method: 'subscribe', params: { channel: 'executions', token: result?.token }, req_id: 1 });
    clock.pass(200);
    ask('add_order', limitOrder);
    expect(other.of('executions', 'update')).toEqual([]);
    expect(venue.account('second').balances).toEqual([{ asset: 'USD', total: '5', held: '0', free: '5' }]);
  });
});
