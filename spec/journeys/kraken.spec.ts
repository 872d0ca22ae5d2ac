import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lastValueFrom, map, timer } from 'rxjs';
import { type Client, createClient, type OrderOutcome, webSocketTransport } from '../../src/index.ts';
import { kraken } from '../../src/exchanges/kraken/index.ts';
import { demoAccount, type Fault, simulateVenue, type Venue, type VenueServer } from '../../src/simulation/index.ts';
import { isSame, type LocalAccount, localAccount, mine, telling, truth, until } from '../helpers/localAccount.ts';

const SYMBOL = 'BTC/USD';

describe('orders on Kraken, over a real socket', () => {
  let venue: Venue;
  let server: VenueServer;
  let client: Client;
  let local: LocalAccount;
  let onLeave: (frame: string) => void = () => {};
  const fault = (one: Omit<Fault, 't'>): void => venue.inject({ ...one, t: 0 } as Fault);

  beforeEach(async () => {
    venue = simulateVenue('kraken', { seed: 11, symbols: [SYMBOL] });
    server = await venue.listen({ port: 0 });
    const { key, secret } = demoAccount;
    onLeave = () => {};
    client = createClient(kraken, {
      url: server.url,
      restUrl: server.restUrl,
      credentials: { key, secret },
      transport: telling(webSocketTransport(), (frame) => onLeave(frame)),
      backoff: { base: 20, cap: 200 },
      requestTimeout: 2_000,
      linger: 0,
    });
    local = localAccount(client);
    await until(() => local.trust() === 'live 1' && local.balances.size > 0);
  });

  afterEach(async () => {
    local.leave();
    await server.close();
  });

  const bestBid = (): number => Number(venue.book(SYMBOL).bids[0]?.price);
  const outcomeOf = (done$: ReturnType<Client['placeOrder']>): Promise<OrderOutcome> => lastValueFrom(done$);
  const resting = (clientOrderId: string) =>
    ({
      symbol: SYMBOL,
      side: 'buy',
      type: 'limit',
      price: String(Math.floor(bestBid() * 0.9)),
      size: '0.02',
      clientOrderId,
    }) as const;

  it('are placed, filled in part, changed and canceled, and all of it is known here as there', async () => {
    const accepted = await outcomeOf(client.placeOrder(resting('a1')));
    expect(accepted).toMatchObject({ kind: 'accepted', clientOrderId: 'a1' });
    fault({ kind: 'fill-order', args: { order: 'a1', size: '0.005' } });
    await until(() => local.fills.length > 0);
    expect(local.fills).toMatchObject([
      { clientOrderId: 'a1', sizeText: '0.00500000', side: 'buy', liquidity: 'maker' },
    ]);
    const changed = await outcomeOf(client.amendOrder({ symbol: SYMBOL, clientOrderId: 'a1', size: '0.03' }));
    expect(changed).toMatchObject({ kind: 'accepted', clientOrderId: 'a1' });
    const canceled = await outcomeOf(client.cancelOrder({ symbol: SYMBOL, clientOrderId: 'a1' }));
    expect(canceled).toMatchObject({ kind: 'accepted' });
    const taken = await outcomeOf(
      client.placeOrder({ symbol: SYMBOL, side: 'sell', type: 'market', size: '0.01', clientOrderId: 'a2' }),
    );
    expect(taken).toMatchObject({ kind: 'accepted', clientOrderId: 'a2' });
    const tooMuch = await outcomeOf(
      client.placeOrder({ symbol: SYMBOL, side: 'sell', type: 'limit', price: '99999', size: '1000' }),
    );
    expect(tooMuch).toMatchObject({ kind: 'rejected', error: { kind: 'request-rejected' } });
    await until(() => isSame(local, venue));
    expect(mine(local)).toEqual(truth(venue));
    expect(venue.violations).toEqual([]);
  }, 30_000);

  it('go in batches, each with its own outcome', async () => {
    const { clientOrderId: _, ...order } = resting('');
    const outcomes: OrderOutcome[] = [];
    await lastValueFrom(
      client
        .placeOrder([order, { ...order, side: 'sell', price: '999999', size: '5000' }, order])
        .pipe(map((outcome) => outcomes.push(outcome))),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'rejected', 'accepted']);
    await until(() => isSame(local, venue));
    expect(mine(local)).toEqual(truth(venue));
  }, 30_000);

  const verbs = ['place', 'amend', 'cancel'] as const;
  const cuts: readonly (readonly [string, boolean, () => void])[] = [
    ['before the venue reads it', false, () => fault({ kind: 'drop', args: {} })],
    ['once it is done, before the reply', true, () => fault({ kind: 'lose-reply', args: { drop: true } })],
    [
      'while the reply is late and the order is told already',
      true,
      () => {
        fault({ kind: 'delay-reply', args: { by: 1_000 } });
        timer(150).subscribe(() => fault({ kind: 'drop', args: {} }));
      },
    ],
  ];
  const acts: Readonly<Record<(typeof verbs)[number], () => ReturnType<Client['placeOrder']>>> = {
    place: () => client.placeOrder(resting('c1')),
    amend: () => client.amendOrder({ symbol: SYMBOL, clientOrderId: 'c1', size: '0.03' }),
    cancel: () => client.cancelOrder({ symbol: SYMBOL, clientOrderId: 'c1' }),
  };

  it.each(verbs.flatMap((verb) => cuts.map(([when, isDone, cut]) => ({ verb, when, isDone, cut }))))(
    'of which one to $verb is cut off $when end as the venue has them',
    async ({ verb, isDone, cut }) => {
      if (verb !== 'place') await outcomeOf(acts.place());
      let cuts = 0;
      onLeave = (frame) => {
        if (!/"method":"\w+_order"/.test(frame) || cuts++ > 0) return;
        cut();
      };
      const outcome = await outcomeOf(acts[verb]());
      expect(outcome).toMatchObject({ kind: 'outcome-unknown', clientOrderId: 'c1' });
      await until(() => local.trust() === 'live 2' && isSame(local, venue));
      expect([local.trust(), mine(local)]).toEqual(['live 2', truth(venue)]);
      const found = await lastValueFrom(client.findOrder({ symbol: SYMBOL, clientOrderId: 'c1' }));
      const there = venue.account().orders.filter(({ clientOrderId }) => clientOrderId === 'c1');
      expect(there.length).toBe(verb === 'place' && !isDone ? 0 : 1);
      expect(found?.status).toBe(there[0]?.status);
      expect(found?.size).toBe(there[0] && Number(there[0].size));
      const done = {
        place: there.length === 1,
        amend: Number(there[0]?.size) === 0.03,
        cancel: there[0]?.status === 'canceled',
      };
      expect(done[verb]).toBe(isDone);
      expect(cuts).toBe(1);
      expect(venue.violations).toEqual([]);
    },
    30_000,
  );
});
