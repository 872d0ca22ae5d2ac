import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom, lastValueFrom, map, timer } from 'rxjs';
import { type Client, createClient, type OrderOutcome, webSocketTransport } from '../../src/index.ts';
import { binance } from '../../src/exchanges/binance/index.ts';
import type { Balance } from '../../src/model/balance.ts';
import type { Fill } from '../../src/model/fill.ts';
import type { Order } from '../../src/model/order.ts';
import { demoAccount, type Fault, simulateVenue, type Venue, type VenueServer } from '../../src/simulation/index.ts';
import type { Transport } from '../../src/transport/socket.ts';

/** What a customer knows of the account: the newest of everything that the feeds told. */
interface Known {
  readonly orders: ReadonlyMap<string, Order>;
  readonly fills: readonly Fill[];
  readonly balances: ReadonlyMap<string, Balance>;
  isLive(): boolean;
  leave(): void;
}

function know(client: Client, market: string): Known {
  const [orders, fills, balances] = [new Map<string, Order>(), [] as Fill[], new Map<string, Balance>()];
  let live = false;
  const following = [
    client.feed({ channel: 'orders', params: { market } }).subscribe((event) => {
      if (event.kind === 'data') orders.set(event.value.orderId, event.value);
      else live = event.kind === 'live';
    }),
    client.fills({ market }).subscribe((fill) => fills.push(fill)),
    client.balances({ market }).subscribe((balance) => balances.set(balance.asset, balance)),
  ];
  return {
    orders,
    fills,
    balances,
    isLive: () => live,
    leave: () => {
      for (const each of following) each.unsubscribe();
    },
  };
}

const sorted = (rows: readonly (readonly unknown[])[]): readonly string[] => rows.map((row) => row.join(' ')).sort();
const plain = (text: string | number | undefined): number => Number(text ?? 0);

/** The account as the customer has it; of balances all, for futures tell no more in their stream. */
function here({ orders, fills, balances }: Known): unknown {
  // The venue's own list has one word for what is over unfilled, and one for what is not over.
  const words: Partial<Record<Order['status'], string>> = { 'partially-filled': 'open', expired: 'canceled' };
  const word = ({ status }: Order): string => words[status] ?? status;
  return {
    orders: sorted([...orders.values()].map((one) => [one.orderId, word(one), plain(one.price), one.size, one.filled])),
    fills: sorted(fills.map((one) => [one.id, one.orderId, one.side, one.price, one.size, one.fee])),
    balances: sorted([...balances.values()].map(({ asset, total }) => [asset, total])),
  };
}

/** The account as the venue has it, in the same words. */
function there(venue: Venue): unknown {
  const { orders, fills, balances } = venue.account();
  return {
    orders: sorted(
      orders.map(({ id, status, price, size, filled }) => [id, status, plain(price), plain(size), plain(filled)]),
    ),
    fills: sorted(
      fills.map((one) => [one.id, one.orderId, one.side, plain(one.price), plain(one.size), plain(one.fee)]),
    ),
    balances: sorted(balances.map(({ asset, total }) => [asset, plain(total)])),
  };
}

/** Waits until something holds; what it is then said to be is asserted by the caller. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 1_000; tries++) await firstValueFrom(timer(10));
}

/** A transport that tells of each frame that leaves, just before it does. */
function overheard(transport: Transport, leaves: (frame: string) => void): Transport {
  return (endpoint) =>
    transport(endpoint).pipe(
      map((socket) => ({
        ...socket,
        frames$: socket.frames$,
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

const markets = [
  { market: 'spot', symbol: 'BTC/USDT', size: '0.02000', part: '0.00500', smaller: '0.01000' },
  { market: 'usdm', symbol: 'BTC/USDT:USDT', size: '0.020', part: '0.005', smaller: '0.010' },
] as const;

describe.each(markets)('orders on Binance, over a real socket: $market', ({ market, symbol, size, part, smaller }) => {
  let venue: Venue;
  let server: VenueServer;
  let client: Client;
  let known: Known;
  let onLeave: (frame: string) => void;
  const fault = (one: Omit<Fault, 't'>): void => venue.inject({ ...one, t: 0 } as Fault);

  beforeEach(async () => {
    venue = simulateVenue('binance', { seed: 5, symbols: [symbol] });
    server = await venue.listen({ port: 0 });
    onLeave = () => {};
    client = createClient(binance, {
      url: server.url,
      restUrl: server.restUrl,
      credentials: { key: demoAccount.key, secret: demoAccount.secret },
      transport: overheard(webSocketTransport(), (frame) => onLeave(frame)),
      backoff: { base: 20, cap: 200 },
      requestTimeout: 2_000,
      linger: 0,
    });
    known = know(client, market);
    await until(() => known.isLive() && known.balances.size > 0);
  });

  afterEach(async () => {
    known.leave();
    await server.close();
  });

  const same = (): boolean => JSON.stringify(here(known)) === JSON.stringify(there(venue));
  const outcomeOf = (done$: ReturnType<Client['placeOrder']>): Promise<OrderOutcome> => lastValueFrom(done$);
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
    fault({ kind: 'fill-order', args: { order: 'a1', size: part } });
    await until(() => known.fills.length > 0);
    expect(known.fills).toMatchObject([{ clientOrderId: 'a1', side: 'buy', liquidity: 'maker', size: plain(part) }]);
    expect(await outcomeOf(amend('a1'))).toMatchObject({ kind: 'accepted', clientOrderId: 'a1' });
    expect(await outcomeOf(client.cancelOrder({ symbol, clientOrderId: 'a1' }))).toMatchObject({ kind: 'accepted' });
    const taker = { symbol, side: 'sell', type: 'market', size: part, clientOrderId: 'a2' } as const;
    expect(await outcomeOf(client.placeOrder(taker))).toMatchObject({ kind: 'accepted', clientOrderId: 'a2' });
    const tooMuch = { symbol, side: 'buy', type: 'limit', price: price(), size: '999' } as const;
    expect(await outcomeOf(client.placeOrder(tooMuch))).toMatchObject({ kind: 'rejected' });
    await until(same);
    expect(here(known)).toEqual(there(venue));
    expect(venue.violations).toEqual([]);
  }, 30_000);

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
  const verbs = ['place', 'amend', 'cancel'] as const;

  it.each(verbs.flatMap((verb) => cuts.map(([when, isDone, cut]) => ({ verb, when, isDone, cut }))))(
    'of which one to $verb is cut off $when end as the venue has them',
    async ({ verb, isDone, cut }) => {
      if (verb !== 'place') await outcomeOf(place('c1'));
      let count = 0;
      onLeave = (frame) => {
        if (frame.includes('"method":"order.') && count++ === 0) cut();
      };
      const acts = { place, amend, cancel: () => client.cancelOrder({ symbol, clientOrderId: 'c1' }) };
      expect(await outcomeOf(acts[verb]('c1'))).toMatchObject({ kind: 'outcome-unknown', clientOrderId: 'c1' });
      onLeave = () => {};
      await until(() => known.isLive() && same());
      expect([known.isLive(), here(known)]).toEqual([true, there(venue)]);
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
