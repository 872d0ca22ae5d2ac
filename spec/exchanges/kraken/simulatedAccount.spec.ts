import { describe, expect, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { ClientOptions } from '../../../src/client/options.ts';
import type { OrderRequest } from '../../../src/index.ts';
import { demoAccount, type Fault } from '../../../src/simulation/index.ts';
import type { Http } from '../../../src/transport/http.ts';
import { seededRandom } from '../../../src/util/random.ts';
import { mine, truth } from '../../helpers/localAccount.ts';
import { simulated } from '../../helpers/simulated.ts';
import type { Stage } from '../../helpers/stageOf.ts';

const symbol = 'BTC/USD';
const { key, secret } = demoAccount;
const resting: OrderRequest = { symbol, side: 'buy', type: 'limit', price: '50000', size: '0.5' };

/** A client of the demonstration account, and what it asks of REST. */
function account(credentials: ClientOptions['credentials'] = { key, secret }) {
  const asked: Parameters<Http>[0][] = [];
  const here: Stage = simulated(
    {},
    {
      credentials,
      random: seededRandom(3),
      http: (request) => {
        asked.push(request);
        return here.venue.http(request);
      },
    },
  );
  const fault = (one: Omit<Fault, 't'>): void => here.venue.inject({ ...one, t: 0 } as Fault);
  const tokens = (): number => asked.filter(({ url }) => url.includes('GetWebSocketsToken')).length;
  /** What an observable tells within a second. */
  const told = (source: Observable<unknown>): readonly unknown[] => {
    const events: unknown[] = [];
    source.subscribe({ next: (value) => events.push(value), error: (error: unknown) => events.push(error) });
    here.advance(1_000);
    return events;
  };
  return { ...here, asked, fault, tokens, told };
}

/** Follows all that there is. */
function followed({ follow, advance }: Pick<Stage, 'follow' | 'advance'>) {
  const orders = follow({ channel: 'orders' });
  const fills = follow({ channel: 'fills' });
  const balances = follow({ channel: 'balances' });
  advance(2_000);
  return {
    orders,
    fills,
    balances,
    /** The account as it is known, in words. */
    known: () =>
      mine({
        orders: new Map(orders.values().map((order) => [order.orderId, order])),
        fills: [...fills.values()],
        balances: new Map(balances.values().map((balance) => [balance.asset, balance])),
        trust: () => '',
        leave: () => {},
      }),
  };
}

describe('an account of the simulated Kraken', () => {
  it('is live by two subscriptions on one socket, with one token', () => {
    const here = account();
    const { orders, fills, balances } = followed(here);
    for (const { trust, errors } of [orders, fills, balances])
      expect([trust(), errors]).toEqual([['stale connecting', 'live 1'], []]);
    const sent = here.venue.journal.filter(({ way }) => way === 'in');
    expect(sent.map(({ frame }) => JSON.parse(String(frame)).params.channel)).toEqual(['executions', 'balances']);
    expect(new Set(sent.map(({ socket }) => socket)).size).toBe(1);
    expect([here.tokens(), here.venue.violations]).toEqual([1, []]);
  });

  it.each([
    ['key', { key: 'other', secret: 'b3RoZXI=' }],
    ['secret', { key, secret: 'b3RoZXI=' }],
  ])('does not open by a wrong %s, which is said and not tried hot', (_, wrong) => {
    const here = account(wrong);
    const { errors } = here.follow({ channel: 'orders' });
    here.advance(120_000);
    expect(errors).toMatchObject([{ kind: 'authentication-failed' }]);
    expect(JSON.stringify(errors)).not.toContain('b3RoZXI=');
    expect(here.tokens()).toBeLessThan(4);
  });

  it('is not asked for without credentials, and nothing is dialled', () => {
    const here = simulated();
    const { errors } = here.follow({ channel: 'balances' });
    here.advance(1_000);
    expect(errors).toMatchObject([{ kind: 'invalid-options' }]);
    expect(here.venue.journal).toEqual([]);
  });

  it('places with a token that it got itself where no feed has one, and uses it again', () => {
    const here = account();
    expect(here.told(here.client.placeOrder(resting))).toMatchObject([{ kind: 'accepted' }]);
    here.advance(60_000);
    expect(here.told(here.client.cancelAll())).toEqual([{ kind: 'accepted' }]);
    expect(here.tokens()).toBe(1);
    here.advance(900_000);
    expect(here.told(here.client.placeOrder(resting))).toMatchObject([{ kind: 'accepted' }]);
    expect([here.tokens(), here.venue.violations]).toEqual([2, []]);
  });

  it('knows of a market order, a batch, a change and a cancel what the venue knows', () => {
    const here = account();
    const local = followed(here);
    expect(here.told(here.client.placeOrder({ symbol, side: 'sell', type: 'market', size: '1.5' }))).toMatchObject([
      { kind: 'accepted' },
    ]);
    const batch = [resting, { ...resting, size: '1000' }, { ...resting, price: '50010', clientOrderId: 'third' }];
    expect(here.told(here.client.placeOrder(batch))).toMatchObject([
      { kind: 'accepted' },
      { kind: 'rejected', error: { context: { reason: expect.stringMatching(/^EOrder:Insufficient funds/) } } },
      { kind: 'accepted', clientOrderId: 'third' },
    ]);
    const which = { symbol, clientOrderId: 'third' };
    here.fault({ kind: 'fill-order', args: { order: 'third', size: '0.125' } });
    expect(here.told(here.client.amendOrder({ ...which, price: '50001.5', size: '0.25' }))).toMatchObject([
      { kind: 'accepted' },
    ]);
    expect(here.told(here.client.cancelOrder(which))).toMatchObject([{ kind: 'accepted', clientOrderId: 'third' }]);
    expect(local.known()).toEqual(truth(here.venue));
    expect(local.orders.values().findLast(({ clientOrderId }) => clientOrderId === 'third')).toMatchObject({
      status: 'canceled',
      priceText: '50001.5',
      sizeText: '0.25000000',
      filledText: '0.12500000',
      timeInForce: 'gtc',
    });
    expect(here.venue.violations).toEqual([]);
  });

  it('is found out about, open or ended, by either id', () => {
    const here = account();
    here.told(here.client.placeOrder({ ...resting, clientOrderId: 'mine' }));
    const id = here.venue.account().orders[0]?.id ?? '';
    const status = (which: object) =>
      here.told(
        here.client.findOrder({ symbol, ...which }).pipe(map((order) => order && [order.orderId, order.status])),
      );
    expect([status({ orderId: id }), status({ clientOrderId: 'mine' })]).toEqual([[[id, 'open']], [[id, 'open']]]);
    here.told(here.client.cancelOrder({ symbol, clientOrderId: 'mine' }));
    expect([status({ orderId: id }), status({ clientOrderId: 'mine' })]).toEqual([
      [[id, 'canceled']],
      [[id, 'canceled']],
    ]);
    expect([status({ orderId: 'ONONE-NONEN-NONENO' }), status({ clientOrderId: 'never' })]).toEqual([
      [undefined],
      [undefined],
    ]);
  });

  it.each(['orders', 'balances'] as const)('finds that a word on %s is missing, and is whole again', (channel) => {
    const here = account();
    const local = followed(here);
    const change = (): void => {
      if (channel === 'orders') here.told(here.client.placeOrder(resting));
      else here.fault({ kind: 'transfer', args: { asset: 'ETH', amount: '1' }, target: key });
      here.advance(1_000);
    };
    change();
    here.fault({ kind: 'lose-event', args: {} });
    change();
    change();
    here.advance(20_000);
    expect(local[channel].trust()).toEqual(['stale connecting', 'live 1', 'stale sequence-gap', 'live 1']);
    expect(local.known()).toEqual(truth(here.venue));
    expect(here.venue.violations).toEqual([]);
  });

  it('tells once what the venue tells twice, and what it tells before its reply', () => {
    const here = account();
    const local = followed(here);
    for (const kind of ['repeat-event', 'early-event'] as const) {
      here.fault({ kind, args: {} });
      here.told(here.client.placeOrder({ symbol, side: 'sell', type: 'market', size: '0.1' }));
    }
    here.advance(10_000);
    expect(local.orders.trust()).toEqual(['stale connecting', 'live 1']);
    expect(local.known()).toEqual(truth(here.venue));
  });

  it('learns after an outage what was filled, canceled and paid in meanwhile', () => {
    const here = account();
    const local = followed(here);
    for (const clientOrderId of ['kept', 'filled', 'part'])
      here.told(here.client.placeOrder({ ...resting, clientOrderId }));
    here.fault({ kind: 'outage', args: { for: 10_000 } });
    here.fault({ kind: 'drop', args: {} });
    here.fault({ kind: 'fill-order', args: { order: 'filled' } });
    here.fault({ kind: 'fill-order', args: { order: 'part', size: '0.1' } });
    here.fault({ kind: 'transfer', args: { asset: 'ETH', amount: '2.5' }, target: key });
    here.advance(60_000);
    expect(local.orders.trust().at(-1)).toBe('live 2');
    expect(local.known()).toEqual(truth(here.venue));
    expect(here.venue.violations).toEqual([]);
  });

  it('gets another token where the one it has is no longer good', () => {
    const here = account();
    const local = followed(here);
    here.fault({ kind: 'end-login', args: {} });
    const outcomes = [0, 1, 2].map(() => here.told(here.client.placeOrder(resting))[0] as { readonly kind: string });
    expect(outcomes.at(-1)).toMatchObject({ kind: 'accepted' });
    here.advance(60_000);
    expect(local.orders.trust().at(-1)).toMatch(/^live/);
    expect(local.known()).toEqual(truth(here.venue));
  });

  it('keeps orders on the grid of an instrument that it knows', () => {
    const here = account();
    expect(here.told(here.client.instrument(symbol))).toMatchObject([
      { symbol, tickSize: 0.1, lotSize: 1e-8, minSize: 0.00005, unit: 'base' },
    ]);
    expect(here.told(here.client.placeOrder({ ...resting, price: '50000.05' }))).toMatchObject([
      { kind: 'invalid-options' },
    ]);
    expect(here.venue.account().orders).toEqual([]);
  });

  it('has a dead man’s switch', () => {
    const here = account();
    const local = followed(here);
    here.told(here.client.placeOrder(resting));
    expect(here.told(here.client.cancelAllAfter(10_000))).toEqual([{ kind: 'accepted' }]);
    here.advance(15_000);
    expect(local.orders.values().at(-1)?.status).toBe('canceled');
  });

  it('takes a request without a route where it belongs, with its token', () => {
    const here = account();
    const asked$ = here.client.request({ method: 'cancel_all' });
    expect(here.told(asked$)).toMatchObject([{ method: 'cancel_all', success: true }]);
    expect(here.tokens()).toBe(1);
  });
});
