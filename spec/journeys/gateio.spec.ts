import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom, lastValueFrom, map, tap, timer } from 'rxjs';
import { type Client, createClient, type OrderOutcome, webSocketTransport } from '../../src/index.ts';
import { gateio } from '../../src/exchanges/gateio/index.ts';
import type { Balance } from '../../src/model/balance.ts';
import type { Fill } from '../../src/model/fill.ts';
import type { Order } from '../../src/model/order.ts';
import { demoAccount, type Fault, simulateVenue, type Venue, type VenueServer } from '../../src/simulation/index.ts';
import type { Transport } from '../../src/transport/socket.ts';

const SYMBOL = 'BTC/USDT';

/** What a customer knows of the account: the newest of everything that the feeds told. */
interface Local {
  readonly orders: Map<string, Order>;
  readonly fills: Fill[];
  readonly balances: Map<string, Balance>;
  /** The newest word on trust of the orders. */
  trust(): string;
  leave(): void;
}

function followed(client: Client): Local {
  const orders = new Map<string, Order>();
  const fills: Fill[] = [];
  const balances = new Map<string, Balance>();
  let trust = '';
  const following = [
    client.feed({ channel: 'orders' }).subscribe((event) => {
      if (event.kind === 'data') orders.set(event.value.orderId, event.value);
      else trust = event.kind === 'live' ? `live ${event.epoch}` : event.reason;
    }),
    client.fills().subscribe((fill) => fills.push(fill)),
    client.balances().subscribe((balance) => balances.set(balance.asset, balance)),
  ];
  return {
    orders,
    fills,
    balances,
    trust: () => trust,
    leave: () => {
      for (const each of following) each.unsubscribe();
    },
  };
}

const number = (text: string | number | undefined): number => Number(text ?? 0);

/** Rows in words, in no order of their own. */
const worded = (rows: readonly (readonly unknown[])[]): readonly string[] => rows.map((row) => row.join(' ')).sort();

/** The account as the customer has it, and as the venue has it, in the same words. */
function mine({ orders, fills, balances }: Local): unknown {
  const open = (status: Order['status']): string => (status === 'partially-filled' ? 'open' : status);
  return {
    orders: worded(
      [...orders.values()].map((order) => [
        order.orderId,
        open(order.status),
        order.price ?? 0,
        order.size,
        order.filled,
      ]),
    ),
    fills: worded(fills.map(({ orderId, side, price, size, fee }) => [orderId, side, price, size, fee])),
    balances: worded([...balances.values()].map(({ asset, total, free }) => [asset, total, free])),
  };
}

function truth(venue: Venue): unknown {
  const { orders, fills, balances } = venue.account();
  return {
    orders: worded(
      orders.map(({ id, status, price, size, filled }) => [id, status, number(price), number(size), number(filled)]),
    ),
    fills: worded(
      fills.map(({ orderId, side, price, size, fee }) => [orderId, side, number(price), number(size), number(fee)]),
    ),
    balances: worded(balances.map(({ asset, total, free }) => [asset, number(total), number(free)])),
  };
}

/** Waits until something holds; what it is then said to be is asserted by the caller. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 1_000; tries++) await firstValueFrom(timer(10));
}

const same = (local: Local, venue: Venue): boolean => JSON.stringify(mine(local)) === JSON.stringify(truth(venue));

/** A transport that tells of each frame that leaves, just before it does, and of each that came, just before it is read. */
function telling(transport: Transport, leaves: (frame: string) => void, comes: (frame: string) => void): Transport {
  return (endpoint) =>
    transport(endpoint).pipe(
      map((socket) => ({
        ...socket,
        frames$: socket.frames$.pipe(tap((frame) => comes(String(frame)))),
        get bufferedAmount() {
          return socket.bufferedAmount;
        },
        send: (frame) => {
          leaves(String(frame));
          socket.send(frame);
        },
      })),
    );
}

describe('orders on Gate.io, over a real socket', () => {
  let venue: Venue;
  let server: VenueServer;
  let client: Client;
  let local: Local;
  let onLeave: (frame: string) => void = () => {};
  let onCome: (frame: string) => void = () => {};
  const fault = (one: Omit<Fault, 't'>): void => venue.inject({ ...one, t: 0 } as Fault);

  beforeEach(async () => {
    venue = simulateVenue('gateio', { seed: 11, symbols: [SYMBOL] });
    server = await venue.listen({ port: 0 });
    const { key, secret } = demoAccount;
    onLeave = () => {};
    onCome = () => {};
    client = createClient(gateio, {
      url: server.url,
      restUrl: server.restUrl,
      credentials: { key, secret },
      transport: telling(
        webSocketTransport(),
        (frame) => onLeave(frame),
        (frame) => onCome(frame),
      ),
      backoff: { base: 20, cap: 200 },
      requestTimeout: 2_000,
      linger: 0,
    });
    local = followed(client);
    await until(() => local.trust() === 'live 1' && local.balances.size > 0);
  });

  afterEach(async () => {
    local.leave();
    await server.close();
  });

  const bestBid = (): number => number(venue.book(SYMBOL).bids[0]?.price);
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
    const accepted = await outcomeOf(client.placeOrder(resting('t-a1')));
    expect(accepted).toMatchObject({ kind: 'accepted', clientOrderId: 't-a1' });
    fault({ kind: 'fill-order', args: { order: 't-a1', size: '0.005' } });
    await until(() => local.fills.length > 0);
    expect(local.fills).toMatchObject([{ clientOrderId: 't-a1', sizeText: '0.005', side: 'buy', liquidity: 'maker' }]);
    const changed = await outcomeOf(client.amendOrder({ symbol: SYMBOL, clientOrderId: 't-a1', size: '0.03' }));
    expect(changed).toMatchObject({ kind: 'accepted', clientOrderId: 't-a1' });
    const canceled = await outcomeOf(client.cancelOrder({ symbol: SYMBOL, clientOrderId: 't-a1' }));
    expect(canceled).toMatchObject({ kind: 'accepted' });
    const taken = await outcomeOf(
      client.placeOrder({ symbol: SYMBOL, side: 'sell', type: 'market', size: '0.01', clientOrderId: 't-a2' }),
    );
    expect(taken).toMatchObject({ kind: 'accepted', clientOrderId: 't-a2' });
    const tooMuch = await outcomeOf(
      client.placeOrder({ symbol: SYMBOL, side: 'sell', type: 'limit', price: '99999', size: '1000' }),
    );
    expect(tooMuch).toMatchObject({ kind: 'rejected', error: { kind: 'request-rejected' } });
    await until(() => same(local, venue));
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
    await until(() => same(local, venue));
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
    place: () => client.placeOrder(resting('t-c1')),
    amend: () => client.amendOrder({ symbol: SYMBOL, clientOrderId: 't-c1', size: '0.03' }),
    cancel: () => client.cancelOrder({ symbol: SYMBOL, clientOrderId: 't-c1' }),
  };

  it.each(verbs.flatMap((verb) => cuts.map(([when, isDone, cut]) => ({ verb, when, isDone, cut }))))(
    'of which one to $verb is cut off $when end as the venue has them',
    async ({ verb, isDone, cut }) => {
      if (verb !== 'place') await outcomeOf(acts.place());
      let cuts = 0;
      onLeave = (frame) => {
        if (!frame.includes('"event":"api"') || /login|order_status/.test(frame) || cuts++ > 0) return;
        cut();
      };
      const outcome = await outcomeOf(acts[verb]());
      expect(outcome).toMatchObject({ kind: 'outcome-unknown', clientOrderId: 't-c1' });
      await until(() => local.trust() === 'live 2' && same(local, venue));
      expect([local.trust(), mine(local)]).toEqual(['live 2', truth(venue)]);
      const found = await lastValueFrom(client.findOrder({ symbol: SYMBOL, clientOrderId: 't-c1' }));
      const there = venue.account().orders.filter(({ clientOrderId }) => clientOrderId === 't-c1');
      expect(there.length).toBe(verb === 'place' && !isDone ? 0 : 1);
      expect(found?.status).toBe(there[0]?.status);
      expect(found?.size ?? 0).toBe(number(there[0]?.size));
      const done = {
        place: there.length === 1,
        amend: number(there[0]?.size) === 0.03,
        cancel: there[0]?.status === 'canceled',
      };
      expect(done[verb]).toBe(isDone);
      expect(cuts).toBe(1);
      expect(venue.violations).toEqual([]);
    },
    30_000,
  );

  it('of which one is cut off between the interim reply and the final one end as the venue has them', async () => {
    fault({ kind: 'delay-reply', args: { by: 1_000 } });
    let interims = 0;
    onCome = (frame) => {
      if (frame.includes('"ack":true') && interims++ === 0) fault({ kind: 'drop', args: {} });
    };
    const outcome = await outcomeOf(acts.place());
    expect(outcome).toMatchObject({ kind: 'outcome-unknown', clientOrderId: 't-c1' });
    expect(interims).toBe(1);
    await until(() => local.trust() === 'live 2' && same(local, venue));
    expect([local.trust(), mine(local)]).toEqual(['live 2', truth(venue)]);
    const found = await lastValueFrom(client.findOrder({ symbol: SYMBOL, clientOrderId: 't-c1' }));
    // What it had told to have come, the venue may have done by then or not: it is asked, and never told twice.
    const there = venue.account().orders;
    expect(there.length).toBeLessThan(2);
    expect([found?.status, found?.orderId]).toEqual([there[0]?.status, there[0]?.id]);
  }, 30_000);

  it('of which one has an interim reply and then none are found again', async () => {
    fault({ kind: 'lose-reply', args: {} });
    const outcome = await outcomeOf(acts.place());
    expect(outcome).toMatchObject({ kind: 'outcome-unknown', clientOrderId: 't-c1' });
    const found = await lastValueFrom(client.findOrder({ symbol: SYMBOL, clientOrderId: 't-c1' }));
    expect(found).toMatchObject({ clientOrderId: 't-c1', status: 'open' });
    await until(() => same(local, venue));
    expect(mine(local)).toEqual(truth(venue));
    expect(venue.violations).toEqual([]);
  }, 30_000);

  it('are refused at once, in place of the interim reply', async () => {
    fault({ kind: 'refuse-order', args: {} });
    const frames: string[] = [];
    onCome = (frame) => {
      if (frame.includes('order_place')) frames.push(frame);
    };
    expect(await outcomeOf(acts.place())).toMatchObject({ kind: 'rejected', error: { kind: 'request-rejected' } });
    expect(frames).toHaveLength(1);
    expect(frames[0]).not.toContain('"ack":true');
  }, 30_000);
});
