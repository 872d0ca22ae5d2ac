import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lastValueFrom } from 'rxjs';
import { binance } from '../../src/exchanges/binance/index.ts';
import type { Client } from '../../src/index.ts';
import { demoAccount, type Venue } from '../../src/simulation/index.ts';
import { faultNow, linkCuts } from '../helpers/linkCuts.ts';
import { isSame, type LocalAccount, mine, truth, until } from '../helpers/localAccount.ts';
import { outcomeOf } from '../helpers/orderJourney.ts';
import { orderStage, type OrderStage } from '../helpers/orderStage.ts';

const { key, secret } = demoAccount;
// Of balances all but what is free, for futures tell no more in their stream.
const compared = { fillIds: true, expired: 'canceled' } as const;
const plain = (text: string | number | undefined): number => Number(text ?? 0);

const markets = [
  { market: 'spot', symbol: 'BTC/USDT', size: '0.02000', part: '0.00500', smaller: '0.01000' },
  { market: 'usdm', symbol: 'BTC/USDT:USDT', size: '0.020', part: '0.005', smaller: '0.010' },
] as const;

describe.each(markets)('orders on Binance, over a real socket: $market', ({ market, symbol, size, part, smaller }) => {
  let stage: OrderStage;
  let venue: Venue;
  let client: Client;
  let local: LocalAccount;

  beforeEach(async () => {
    stage = await orderStage({
      name: 'binance',
      exchange: binance,
      seed: 5,
      symbol,
      credentials: { key, secret },
      market,
    });
    ({ venue, client, local } = stage);
    await stage.ready();
  });

  afterEach(() => stage.close());

  const isLive = (): boolean => local.trust().startsWith('live');
  const price = (): string => String(Math.floor(plain(venue.book(symbol).bids[0]?.price) * 0.9));
  const place = (clientOrderId: string) =>
    client.placeOrder({ symbol, side: 'buy', type: 'limit', price: price(), size, clientOrderId });
  const amend = (clientOrderId: string) => {
    const had = venue.account().orders.find((order) => order.clientOrderId === clientOrderId);
    const all = market === 'spot' ? {} : { price: String(plain(had?.price)), params: { side: 'buy' } };
    return client.amendOrder({ symbol, clientOrderId, size: smaller, ...all });
  };

  it('are placed, filled in part, changed and canceled, and all of it is known here as there', async () => {
    expect(await outcomeOf(place('a1'))).toMatchObject({ kind: 'accepted', clientOrderId: 'a1' });
    faultNow(venue, { kind: 'fill-order', args: { order: 'a1', size: part } });
    await until(() => local.fills.length > 0);
    expect(local.fills).toMatchObject([{ clientOrderId: 'a1', side: 'buy', liquidity: 'maker', size: plain(part) }]);
    expect(await outcomeOf(amend('a1'))).toMatchObject({ kind: 'accepted', clientOrderId: 'a1' });
    expect(await outcomeOf(client.cancelOrder({ symbol, clientOrderId: 'a1' }))).toMatchObject({ kind: 'accepted' });
    const taker = { symbol, side: 'sell', type: 'market', size: part, clientOrderId: 'a2' } as const;
    expect(await outcomeOf(client.placeOrder(taker))).toMatchObject({ kind: 'accepted', clientOrderId: 'a2' });
    const tooMuch = { symbol, side: 'buy', type: 'limit', price: price(), size: '999' } as const;
    expect(await outcomeOf(client.placeOrder(tooMuch))).toMatchObject({ kind: 'rejected' });
    await until(() => isSame(local, venue, compared));
    expect(mine(local, compared)).toEqual(truth(venue, compared));
    expect(venue.violations).toEqual([]);
  }, 30_000);

  it.each(linkCuts)(
    'of which one to $verb is cut off $when end as the venue has them',
    async ({ verb, isDone, cut }) => {
      if (verb !== 'place') await outcomeOf(place('c1'));
      let count = 0;
      const leaving = stage.leaving$.subscribe((frame) => {
        if (frame.includes('"method":"order.') && count++ === 0) cut(venue);
      });
      const acts = { place, amend, cancel: () => client.cancelOrder({ symbol, clientOrderId: 'c1' }) };
      expect(await outcomeOf(acts[verb]('c1'))).toMatchObject({ kind: 'outcome-unknown', clientOrderId: 'c1' });
      leaving.unsubscribe();
      await until(() => isLive() && isSame(local, venue, compared));
      expect([isLive(), mine(local, compared)]).toEqual([true, truth(venue, compared)]);
      const found = await lastValueFrom(client.findOrder({ symbol, clientOrderId: 'c1' }));
      const orders = venue.account().orders.filter(({ clientOrderId }) => clientOrderId === 'c1');
      expect(orders.length).toBe(verb === 'place' && !isDone ? 0 : 1);
      expect([found?.status, plain(found?.size)]).toEqual([orders[0]?.status, plain(orders[0]?.size)]);
      const done = {
        place: orders.length === 1,
        amend: plain(orders[0]?.size) === plain(smaller),
        cancel: orders[0]?.status === 'canceled',
      };
      expect(done[verb]).toBe(isDone);
      expect(venue.violations).toEqual([]);
    },
    30_000,
  );
});
