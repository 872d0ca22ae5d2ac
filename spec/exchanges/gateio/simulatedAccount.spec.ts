import { describe, expect, it } from '@jest/globals';
import { gateio } from '../../../src/exchanges/gateio/index.ts';
import type { ClientOptions, OrderOutcome } from '../../../src/index.ts';
import { demoAccount, type Fault } from '../../../src/simulation/index.ts';
import { seededRandom } from '../../../src/util/random.ts';
import { type Stage, stageOf } from '../../helpers/stageOf.ts';

const stage = stageOf('gateio', gateio);
const { key, secret, uid } = demoAccount;
const SPOT = 'BTC/USDT';
const SWAP = 'BTC/USDT:USDT';

function account(credentials: NonNullable<ClientOptions['credentials']> = { key, secret, uid }): Stage {
  return stage({}, { credentials, random: seededRandom(3) });
}
const fault = ({ venue }: Stage, one: Omit<Fault, 't'>): void => venue.inject({ ...one, t: 0 } as Fault);
const sentBy = ({ venue }: Stage) =>
  venue.journal.filter(({ way }) => way === 'in').map(({ frame }) => JSON.parse(String(frame)));

describe('an account of the simulated Gate.io', () => {
  it('logs in once a market, and has its feeds live from snapshots of REST', () => {
    const here = account();
    const feeds = [
      ...(['orders', 'fills', 'balances'] as const).map((channel) => here.follow({ channel })),
      ...(['orders', 'fills', 'balances', 'positions'] as const).map((channel) =>
        here.follow({ channel, params: { market: 'usdt' } }),
      ),
    ];
    here.advance(2_000);
    expect(feeds.map(({ trust, errors }) => [trust(), errors])).toEqual(
      feeds.map(() => [['stale connecting', 'live 1'], []]),
    );
    const sent = sentBy(here);
    expect(sent.filter(({ event }) => event === 'api').map(({ channel }) => channel)).toEqual([
      'spot.login',
      'futures.login',
    ]);
    expect(sent.filter(({ auth }) => auth !== undefined)).toHaveLength(7);
    expect(here.venue.violations).toEqual([]);
  });

  it.each([
    ['key', { key: 'other', secret: 'other' }],
    ['secret', { key, secret: 'other' }],
  ])('does not open by a wrong %s, which is said once and not tried again', (_, wrong) => {
    const here = account(wrong);
    const { errors } = here.follow({ channel: 'orders' });
    here.advance(120_000);
    expect(errors).toMatchObject([{ kind: 'authentication-failed' }]);
    expect(JSON.stringify(errors)).not.toContain('other');
  });

  it('wants the user id for accounts of perpetuals, and says so', () => {
    const here = account({ key, secret });
    const { errors } = here.follow({ channel: 'positions', params: { market: 'usdt' } });
    here.advance(10_000);
    expect(errors).toMatchObject([{ kind: 'invalid-options', context: { option: 'credentials.uid' } }]);
  });

  it.each([
    { symbol: SPOT, size: '0.002', unit: 'base' },
    { symbol: SWAP, size: '3', unit: 'contract' },
  ])('places, amends, finds and cancels on the market of $symbol', ({ symbol, size, unit }) => {
    const here = account();
    const orders = here.follow({ channel: 'orders', symbol });
    here.advance(2_000);
    const outcomes: OrderOutcome[] = [];
    const note = (outcome: OrderOutcome): number => outcomes.push(outcome);
    here.client
      .placeOrder({ symbol, side: 'buy', type: 'limit', price: '20000', size, postOnly: true })
      .subscribe(note);
    here.advance(2_000);
    expect(outcomes).toMatchObject([{ kind: 'accepted', orderId: expect.stringMatching(/^\d+$/) }]);
    const [{ clientOrderId } = { clientOrderId: '' }] = outcomes;
    here.client.amendOrder({ symbol, clientOrderId, price: '20001' }).subscribe(note);
    here.advance(2_000);
    const found: unknown[] = [];
    here.client.findOrder({ symbol, clientOrderId }).subscribe((order) => found.push(order));
    here.client.findOrder({ symbol, clientOrderId: 't-nobody' }).subscribe((order) => found.push(order));
    here.advance(2_000);
    here.client.cancelOrder({ symbol, clientOrderId }).subscribe(note);
    here.advance(2_000);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(found).toMatchObject([{ status: 'open', price: 20_001, unit, sizeText: size, postOnly: true }, undefined]);
    expect(orders.values().map(({ status, price }) => [status, price])).toEqual([
      ['open', 20_000],
      ['open', 20_001],
      ['canceled', 20_001],
    ]);
    expect(here.venue.violations).toEqual([]);
  });

  it('keeps ids of perpetuals whose numbers pass 2^53', () => {
    const here = account();
    const outcomes: OrderOutcome[] = [];
    here.client
      .placeOrder({ symbol: SWAP, side: 'buy', type: 'limit', price: '20000', size: 1 })
      .subscribe((outcome) => outcomes.push(outcome));
    here.advance(2_000);
    const [order] = here.venue.account().orders;
    expect(outcomes).toMatchObject([{ kind: 'accepted', orderId: order?.id }]);
    expect(Number(order?.id)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
  });

  it.each([SPOT, SWAP])('places and cancels several of %s in one frame each, and all at once', (symbol) => {
    const here = account();
    const outcomes: OrderOutcome[] = [];
    const note = (outcome: OrderOutcome): number => outcomes.push(outcome);
    const order = { symbol, side: 'sell', type: 'limit', price: '150000', size: '1' } as const;
    here.client.placeOrder([order, { ...order, size: '9999999' }, order, order]).subscribe(note);
    here.advance(2_000);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'rejected', 'accepted', 'accepted']);
    const [first, , second] = outcomes.map(({ clientOrderId }) => ({ symbol, clientOrderId }));
    here.client.cancelOrder([first, second].filter((ref) => ref !== undefined)).subscribe(note);
    here.advance(2_000);
    expect(outcomes.slice(4).map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
    const ended: unknown[] = [];
    here.client.cancelAll({ symbol }).subscribe((outcome) => ended.push(outcome));
    here.advance(2_000);
    expect(ended).toEqual([{ kind: 'accepted' }]);
    expect(here.venue.account().orders.every(({ status }) => status === 'canceled')).toBe(true);
    expect(here.venue.violations).toEqual([]);
  });

  it('trades perpetuals by contracts: orders, fills and positions agree with the venue', () => {
    const here = account();
    const [orders, fills, positions] = (['orders', 'fills', 'positions'] as const).map((channel) =>
      here.follow({ channel, params: { market: 'usdt' } }),
    );
    here.advance(2_000);
    const trade = (side: 'buy' | 'sell', reduceOnly = false): void => {
      here.client.placeOrder({ symbol: SWAP, side, type: 'market', size: '2', reduceOnly }).subscribe();
      here.advance(2_000);
    };
    trade('sell');
    expect(orders?.values().at(-1)).toMatchObject({ status: 'filled', side: 'sell', unit: 'contract', filled: 2 });
    expect(fills?.values().length).toBe(here.venue.account().fills.length);
    expect(fills?.values()[0]).toMatchObject({ side: 'sell', unit: 'contract', liquidity: 'taker' });
    expect(positions?.values().at(-1)).toMatchObject({ symbol: SWAP, side: 'short', size: 2, unit: 'contract' });
    trade('buy', true);
    expect(positions?.values().at(-1)).toMatchObject({ symbol: SWAP, side: 'flat', size: 0 });
    expect(here.venue.violations).toEqual([]);
  });

  it('has a refusal in place of the interim reply', () => {
    const here = account();
    fault(here, { kind: 'refuse-order', args: {} });
    const outcomes: OrderOutcome[] = [];
    here.client
      .placeOrder({ symbol: SPOT, side: 'buy', type: 'limit', price: '20000', size: '0.001' })
      .subscribe((outcome) => outcomes.push(outcome));
    here.advance(2_000);
    expect(outcomes).toMatchObject([{ kind: 'rejected', error: { kind: 'request-rejected' } }]);
    const answers = here.venue.journal.filter(
      ({ way, frame }) => way === 'out' && String(frame).includes('order_place'),
    );
    expect(answers).toHaveLength(1);
  });

  it('does not know the outcome where the final reply never comes, and finds it', () => {
    const here = account();
    fault(here, { kind: 'lose-reply', args: {} });
    const outcomes: OrderOutcome[] = [];
    here.client
      .placeOrder({ symbol: SPOT, side: 'buy', type: 'limit', price: '20000', size: '0.001' })
      .subscribe((outcome) => outcomes.push(outcome));
    here.advance(30_000);
    expect(outcomes).toMatchObject([{ kind: 'outcome-unknown' }]);
    const interim = here.venue.journal.filter(
      ({ way, frame }) => way === 'out' && String(frame).includes('"ack":true'),
    );
    expect(interim).toHaveLength(1);
    const [{ clientOrderId } = { clientOrderId: '' }] = outcomes;
    const found: unknown[] = [];
    here.client.findOrder({ symbol: SPOT, clientOrderId }).subscribe((order) => found.push(order));
    here.advance(2_000);
    expect(found).toMatchObject([{ clientOrderId, status: 'open' }]);
  });

  it('says what the venue cannot be asked, before anything is sent', () => {
    const here = account();
    const errors: unknown[] = [];
    const note = { error: (error: unknown) => errors.push(error) };
    here.client.cancelAllAfter(1_000).subscribe(note);
    here.client.placeOrder({ symbol: SPOT, side: 'buy', type: 'market', size: 1, reduceOnly: true }).subscribe(note);
    here.client.placeOrder({ symbol: 'BTC/USD:BTC', side: 'buy', type: 'market', size: 1 }).subscribe(note);
    here.client
      .placeOrder({ symbol: SPOT, side: 'buy', type: 'market', size: 1, clientOrderId: 'mine' })
      .subscribe(note);
    here.advance(5_000);
    expect(errors).toMatchObject([
      { kind: 'unsupported' },
      { kind: 'unsupported' },
      { kind: 'unsupported' },
      { kind: 'invalid-options' },
    ]);
    expect(sentBy(here).filter(({ channel }) => channel === 'spot.order_place')).toEqual([]);
  });

  it('keeps its feeds while nothing happens, by pongs alone', () => {
    const here = account();
    const { trust } = here.follow({ channel: 'orders' });
    here.advance(600_000);
    expect(trust()).toEqual(['stale connecting', 'live 1']);
    expect(here.venue.violations).toEqual([]);
  });
});
