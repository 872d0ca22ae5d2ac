import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { demoAccount } from '../../../src/simulation/index.ts';
import { okxRig } from './okxRig.ts';
import { told, tradingRig } from './trading.ts';

type Detail = Readonly<Record<string, string>>;
const detailsOf = (row: unknown): readonly Detail[] => (row as { readonly details: readonly Detail[] }).details;
const subscribed = (args: readonly object[], options = {}) => {
  const rig = tradingRig(options);
  rig.client.send({ op: 'subscribe', args });
  rig.clock.pass(200);
  return rig;
};

describe("the simulated venue's account channels", () => {
  it('begin with everything the account owns, and go on with what changes', () => {
    const { client, place } = subscribed([{ channel: 'account' }, { channel: 'balance_and_position' }]);
    const [first] = client.of('account');
    expect(first?.message).toMatchObject({ arg: { channel: 'account', uid: '1001' }, eventType: 'snapshot' });
    const owned = detailsOf(first?.message.data?.[0]).map(({ ccy, cashBal }) => [ccy, cashBal]);
    expect(owned).toEqual(Object.entries(demoAccount.balances));
    expect(client.rows('balance_and_position')).toMatchObject([{ eventType: 'snapshot', posData: [], trades: [] }]);
    place();
    const news = client.of('account').at(-1)?.message;
    expect(news).toMatchObject({ eventType: 'event_update' });
    expect(detailsOf(news?.data?.[0])).toMatchObject([
      { ccy: 'USDT', cashBal: '1000000', availBal: '999500', ordFrozen: '500' },
    ]);
    // Nothing was traded, so no cash moved.
    expect(client.rows('balance_and_position').length).toBe(1);
  });

  it('tell the state again every five seconds, unless no more is wanted than what happens', () => {
    const again = subscribed([{ channel: 'account' }, { channel: 'positions', instType: 'ANY' }]);
    again.clock.pass(20_500);
    expect([again.client.rows('account').length, again.client.of('positions').length]).toEqual([5, 5]);
    const once = subscribed([{ channel: 'account', extraParams: '{"updateInterval":"0"}' }]);
    once.clock.pass(20_500);
    expect(once.client.rows('account').length).toBe(1);
  });

  it('narrow to what is asked for', () => {
    const { client, place, code } = subscribed([
      { channel: 'account', ccy: 'BTC' },
      { channel: 'orders', instType: 'SWAP' },
      { channel: 'orders', instType: 'SPOT', instId: 'ETH-USDT' },
    ]);
    place({ ordType: 'market', px: undefined, sz: '100' });
    place({ instIdCode: code('BTC-USDT-SWAP'), tdMode: 'cross', sz: '1' });
    const currencies = client.rows('account').flatMap((row) => detailsOf(row).map(({ ccy }) => ccy));
    expect(new Set(currencies)).toEqual(new Set(['BTC']));
    const swaps = client.of('orders').filter(({ message }) => message.arg?.instType === 'SWAP');
    expect(swaps.flatMap(({ message }) => message.data?.map(({ instId }) => instId))).toEqual(['BTC-USDT-SWAP']);
    expect(client.of('orders', 'ETH-USDT')).toEqual([]);
  });

  it('tell of a position as it opens, turns and closes', () => {
    const { clock, client, place, code } = subscribed([{ channel: 'positions', instType: 'ANY' }]);
    expect(client.of('positions').map(({ message }) => message.data)).toEqual([[]]);
    const swap = { instIdCode: code('BTC-USDT-SWAP'), tdMode: 'cross', ordType: 'market', px: undefined };
    place({ ...swap, sz: '2' });
    place({ ...swap, side: 'sell', sz: '5' });
    place({ ...swap, sz: '3', reduceOnly: true });
    clock.pass(100);
    const sizes = client.rows('positions').map(({ pos }) => Number(pos));
    expect(sizes[0]).toBeGreaterThan(0);
    expect([sizes.includes(2), sizes.includes(-3), sizes.at(-1)]).toEqual([true, true, 0]);
    expect(place({ ...swap, sz: '1', reduceOnly: true })).toMatchObject({ sCode: '51169' });
  });

  it('count the connections that have a channel, and drop the thirty-first', () => {
    const { clock, venue, dial } = okxRig({ symbols: ['BTC/USDT'] });
    const clients = Array.from({ length: 31 }, () => {
      const client = dial('private');
      client.login();
      client.send({ op: 'subscribe', args: [{ channel: 'account' }] });
      clock.pass(400);
      return client;
    });
    const counts = clients.map((client) => client.events().at(-1));
    expect(counts[1]).toEqual({
      event: 'channel-conn-count',
      channel: 'account',
      connCount: '2',
      connId: expect.any(String),
    });
    expect(counts[29]).toMatchObject({ event: 'channel-conn-count', connCount: '30' });
    expect(counts[30]).toMatchObject({ event: 'channel-conn-count-error', connCount: '30' });
    expect(clients.map((client) => client.rows('account').length > 0)).toEqual([...Array(30).fill(true), false]);
    expect(venue.violations.map(({ rule }) => rule)).toEqual(['connections']);
    clients[0]?.leave();
    const late = dial('private');
    late.login();
    late.send({ op: 'subscribe', args: [{ channel: 'account' }] });
    clock.pass(500);
    expect(late.events().at(-1)).toMatchObject({ event: 'channel-conn-count', connCount: '30' });
  });

  it('agree with each other, with the fills, and with the truth, whatever is ordered', () => {
    const some = fc.record({
      side: fc.constantFrom('buy', 'sell'),
      ordType: fc.constantFrom('market', 'limit', 'ioc', 'post_only'),
      lots: fc.integer({ min: 1, max: 50 }),
      away: fc.integer({ min: -20, max: 20 }),
      isSwap: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.integer(), fc.array(some, { minLength: 3, maxLength: 12 }), (seed, wanted) => {
        const rig = tradingRig({ seed });
        const { clock, client, venue, place, code } = rig;
        client.send({ op: 'subscribe', args: [{ channel: 'account', extraParams: '{"updateInterval":"0"}' }] });
        clock.pass(100);
        const [spot, swap] = [code('BTC-USDT'), code('BTC-USDT-SWAP')];
        for (const { side, ordType, lots, away, isSwap } of wanted) {
          const px = String(63_020 + away);
          const size = isSwap ? String(lots / 10) : String(lots / 1_000);
          place({
            side,
            ordType,
            px,
            sz: size,
            tgtCcy: 'base_ccy',
            tdMode: 'cross',
            instIdCode: isSwap ? swap : spot,
          });
          clock.pass(400);
        }
        clock.pass(2_000);
        const { balances, orders, fills } = venue.account();
        const cash = new Map<string, string>();
        for (const row of client.rows('account'))
          for (const { ccy = '', cashBal = '' } of detailsOf(row)) cash.set(ccy, cashBal);
        expect([...cash].map(([ccy, text]) => [ccy, Number(text)])).toEqual(
          balances.map(({ asset, total }) => [asset, Number(total)]),
        );
        const rows = told(client);
        const executed = rows.filter(({ tradeId }) => tradeId !== '');
        expect(executed.map(({ ordId, fillSz }) => [ordId, Number(fillSz)])).toEqual(
          fills.map(({ orderId, size }) => [orderId, Number(size)]),
        );
        for (const { id, filled, status } of orders) {
          const own = rows.filter(({ ordId }) => ordId === id);
          const sum = own.reduce((total, { fillSz }) => total + Number(fillSz), 0);
          expect(Number(own.at(-1)?.accFillSz)).toBeCloseTo(Number(filled), 8);
          expect(sum).toBeCloseTo(Number(filled), 8);
          expect(own.at(-1)?.state).toBe(
            status === 'open' ? (Number(filled) > 0 ? 'partially_filled' : 'live') : status,
          );
        }
        const spent = fills
          .filter(({ symbol }) => symbol === 'BTC/USDT')
          .reduce(
            (sum, { side, size, fee, feeAsset }) =>
              sum + (side === 'buy' ? 1 : -1) * Number(size) - (feeAsset === 'BTC' ? Number(fee) : 0),
            0,
          );
        expect(Number(cash.get('BTC')) - 10).toBeCloseTo(spent, 8);
      }),
      { numRuns: 15 },
    );
  });
});
