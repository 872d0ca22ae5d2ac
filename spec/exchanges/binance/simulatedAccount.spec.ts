import { describe, expect, it } from '@jest/globals';
import type { Observable } from 'rxjs';
import type { Order } from '../../../src/model/order.ts';
import { type SimulatedBinance, simulatedBinance } from './simulated.ts';

const markets = [
  { symbol: 'BTC/USDT', price: '60000.00', size: '0.50000', half: '0.20000', scope: {} },
  { symbol: 'BTC/USDT:USDT', price: '60000.0', size: '0.500', half: '0.200', scope: { params: { market: 'usdm' } } },
] as const;

/** What an observable tells within two seconds. */
function told<T>(world: SimulatedBinance, source$: Observable<T>): readonly T[] {
  const values: T[] = [];
  const following = source$.subscribe({ next: (value) => values.push(value), error: (error) => values.push(error) });
  world.advance(2_000);
  following.unsubscribe();
  return values;
}

/** Orders as they stand in the end, by their ids. */
function lastOf(orders: readonly Order[]): readonly Order[] {
  return [...new Map(orders.map((order) => [order.orderId, order])).values()];
}

describe.each(markets)('an account of the simulated Binance: $symbol', ({ symbol, price, size, half, scope }) => {
  const isSpot = !symbol.includes(':');
  const side = 'buy';
  const place = { symbol, side, type: 'limit', price, size } as const;

  it('starts from what there is, and hears what becomes of its orders', () => {
    const world = simulatedBinance();
    const { client, venue, follow, advance } = world;
    const orders = follow({ channel: 'orders', ...scope });
    const fills = follow({ channel: 'fills', ...scope });
    const balances = follow({ channel: 'balances', ...scope });
    advance(5_000);
    expect([orders, fills, balances].map(({ trust }) => trust().join())).toEqual(
      Array.from({ length: 3 }, () => 'stale connecting,live 1'),
    );
    expect(balances.values().find(({ asset }) => asset === 'USDT')?.totalText).toBe('1000000.00000000');

    const [placed] = told(world, client.placeOrder(place));
    expect(placed).toMatchObject({ kind: 'accepted' });
    const clientOrderId = placed?.clientOrderId ?? '';
    venue.inject({ t: 0, kind: 'fill-order', args: { order: clientOrderId, size: half } });
    advance(1_000);
    const filled = lastOf(orders.values()).at(-1);
    expect(filled).toMatchObject({
      clientOrderId,
      status: 'partially-filled',
      side,
      type: 'limit',
      size: 0.5,
      filled: 0.2,
    });
    expect(fills.values()).toMatchObject([{ clientOrderId, side, size: 0.2, liquidity: 'maker' }]);

    const amendment = isSpot
      ? { symbol, clientOrderId, size: '0.30000' }
      : { symbol, clientOrderId, size: '0.300', price, params: { side } };
    expect(told(world, client.amendOrder(amendment))).toMatchObject([{ kind: 'accepted', clientOrderId }]);
    expect(lastOf(orders.values()).at(-1)).toMatchObject({ size: 0.3, filled: 0.2, remaining: 0.1 });
    expect(told(world, client.findOrder({ symbol, clientOrderId }))).toMatchObject([{ status: 'partially-filled' }]);
    expect(told(world, client.cancelOrder({ symbol, clientOrderId }))).toMatchObject([
      { kind: 'accepted', clientOrderId },
    ]);
    expect(lastOf(orders.values()).at(-1)).toMatchObject({ status: 'canceled', filled: 0.2 });

    const truth = venue.account();
    expect(lastOf(orders.values()).map(({ orderId, filledText }) => [orderId, Number(filledText)])).toEqual(
      truth.orders.map(({ id, filled: done }) => [id, Number(done)]),
    );
    expect(fills.values().map(({ id }) => id)).toEqual(truth.fills.map(({ id }) => String(id)));
    for (const { asset, total } of truth.balances) {
      const own = balances.values().findLast((balance) => balance.asset === asset);
      if (own !== undefined) expect([asset, Number(own.totalText)]).toEqual([asset, Number(total)]);
    }
    expect(venue.violations).toEqual([]);
    advance(60_000);
    expect(told(world, client.status$).at(-1)?.counters).toMatchObject({
      lateReplies: 0,
      unknownFrames: 0,
      undecodable: 0,
    });
  });

  it('says what was refused, and what there is not', () => {
    const world = simulatedBinance();
    const { client } = world;
    const missing = { symbol, clientOrderId: 'never-was' };
    expect(told(world, client.findOrder(missing))).toEqual([undefined]);
    expect(told(world, client.cancelOrder(missing))).toMatchObject([
      { kind: 'rejected', error: { context: { code: '-2011' } } },
    ]);
    expect(told(world, client.placeOrder({ ...place, size: '500.00' }))).toMatchObject([{ kind: 'rejected' }]);
  });

  it('calls unknown what the venue itself does not know, and finds it', () => {
    const world = simulatedBinance();
    const { client, venue, advance } = world;
    advance(1_000);
    venue.inject({ t: 0, kind: 'unknown-outcome', args: { executed: true } });
    const [outcome] = told(world, client.placeOrder({ ...place, clientOrderId: 'in-doubt' }));
    expect(outcome).toMatchObject({ kind: 'outcome-unknown', clientOrderId: 'in-doubt' });
    expect(told(world, client.findOrder({ symbol, clientOrderId: 'in-doubt' }))).toMatchObject([{ status: 'open' }]);
  });

  it('is true again after an outage', () => {
    const world = simulatedBinance();
    const { client, venue, follow, advance } = world;
    const orders = follow({ channel: 'orders', ...scope });
    advance(3_000);
    const clientOrderId = told(world, client.placeOrder(place))[0]?.clientOrderId ?? '';
    venue.inject({ t: 0, kind: 'drop', args: {} });
    venue.inject({ t: 0, kind: 'fill-order', args: { order: clientOrderId } });
    advance(30_000);
    expect(orders.trust()).toEqual(['stale connecting', 'live 1', 'stale connection-lost', 'live 2']);
    expect(lastOf(orders.values())).toMatchObject([{ clientOrderId, status: 'filled', remaining: 0 }]);
  });
});

describe('positions of the simulated Binance', () => {
  it('come with what there is and with each fill', () => {
    const world = simulatedBinance();
    const { client, venue, follow, advance } = world;
    const positions = follow({ channel: 'positions' });
    advance(3_000);
    const symbol = 'BTC/USDT:USDT';
    const [outcome] = told(world, client.placeOrder({ symbol, side: 'sell', type: 'market', size: '0.100' }));
    expect(outcome?.kind).toBe('accepted');
    expect(positions.values().at(-1)).toMatchObject({ symbol, side: 'short', size: 0.1, sizeText: '0.100' });
    expect(venue.account().positions).toMatchObject([{ symbol }]);
  });

  it('go on over a socket with a key that was renewed, and with another where it expired', () => {
    const { venue, follow, advance } = simulatedBinance();
    const positions = follow({ channel: 'positions' });
    advance(3_600_000 * 3);
    expect(positions.trust()).toEqual(['stale connecting', 'live 1']);
    expect(new Set(venue.journal.map(({ socket }) => socket)).size).toBeGreaterThan(3);
    venue.inject({ t: 0, kind: 'end-login', args: {} });
    advance(60_000);
    expect(positions.trust().slice(2)).toEqual(['stale connection-lost', 'live 6']);
  });
});
