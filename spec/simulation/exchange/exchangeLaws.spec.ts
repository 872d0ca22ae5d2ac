import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, amountText } from '../../../src/simulation/exchange/amount.ts';
import type { AccountEvent, SimulatedOrder } from '../../../src/simulation/exchange/order.ts';
import { type ExchangeRig, exchangeRig, sums } from './exchangeRig.ts';

const amount = (text: string | undefined): bigint => amountOf(text ?? '') ?? 0n;
const account = fc.constantFrom('ann', 'bob');
const side = fc.constantFrom<'buy' | 'sell'>('buy', 'sell');
const size = fc.integer({ min: 5_000, max: 300_000_000 }).map((lots) => (lots / 1e8).toFixed(8));
const better = fc.integer({ min: -60, max: 60 });

const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      account,
      side,
      size,
      better,
      type: fc.constantFrom<'limit' | 'market'>('limit', 'limit', 'limit', 'market'),
      timeInForce: fc.constantFrom<'GTC' | 'IOC' | 'FOK'>('GTC', 'GTC', 'IOC', 'FOK'),
      postOnly: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), account, pick: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('amend' as const), account, pick: fc.nat(), size, better, side }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), side, size }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fill' as const), size }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), steps: fc.integer({ min: 1, max: 8 }) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const symbol = 'BTC/USDT';

function act({ exchange, pass, price }: ExchangeRig, step: Action): void {
  const at = (of: 'buy' | 'sell', by: number): string => price(of === 'buy' ? 'bid' : 'ask', by);
  switch (step.kind) {
    case 'place': {
      const { account: key, kind: _, better: by, type, ...rest } = step;
      exchange.place(key, { symbol, type, ...rest, ...(type === 'limit' ? { price: at(step.side, by) } : {}) });
      return;
    }
    case 'cancel':
    case 'amend': {
      const open = exchange.open(step.account);
      const id = open[step.pick % Math.max(open.length, 1)]?.id;
      if (step.kind === 'cancel') exchange.cancel(step.account, { id });
      else exchange.amend(step.account, { id }, { size: step.size, price: at(step.side, step.better) });
      return;
    }
    case 'sweep':
      return exchange.commit({ t: 0, kind: 'sweep', args: { side: step.side, size: step.size } });
    case 'fill':
      return exchange.commit({ t: 0, kind: 'fill-order', args: { size: step.size } });
    case 'pass':
      return pass(step.steps);
  }
}

/** What an account must own by its fills alone, and bind by its open orders alone. */
function assertBalances({ exchange }: ExchangeRig, key: string): void {
  const { fills, orders, balances } = exchange.state(key);
  const total: Record<string, bigint> = { BTC: amount(sums.BTC), USDT: amount(sums.USDT) };
  for (const fill of fills) {
    const sign = fill.side === 'buy' ? 1n : -1n;
    total.BTC = (total.BTC ?? 0n) + sign * amount(fill.size);
    total.USDT = (total.USDT ?? 0n) - sign * amount(fill.cost) - amount(fill.fee);
    expect(amount(fill.cost)).toBe((amount(fill.price) * amount(fill.size)) / 10n ** 18n);
  }
  const held: Record<string, bigint> = { BTC: 0n, USDT: 0n };
  for (const order of orders.filter(({ status }) => status === 'open')) {
    const cost = (amount(order.price) * amount(order.left)) / 10n ** 18n;
    if (order.side === 'sell') held.BTC = (held.BTC ?? 0n) + amount(order.left);
    else held.USDT = (held.USDT ?? 0n) + cost + (cost * 2_600n) / 1_000_000n;
  }
  for (const one of balances) {
    expect([one.asset, one.total, one.held]).toEqual([
      one.asset,
      amountText(total[one.asset] ?? 0n),
      amountText(held[one.asset] ?? 0n),
    ]);
    expect(amount(one.free)).toBe(amount(one.total) - amount(one.held));
    expect(amount(one.free) >= 0n).toBe(true);
  }
}

function assertOrders({ exchange, trades, market }: ExchangeRig, key: string): void {
  const { fills, orders } = exchange.state(key);
  const shown = new Map(trades.map((trade) => [trade.id, trade]));
  for (const order of orders) {
    const own = fills.filter(({ orderId }) => orderId === order.id);
    const filled = own.reduce((sum, fill) => sum + amount(fill.size), 0n);
    expect(amount(order.filled)).toBe(filled);
    expect(amount(order.size)).toBe(filled + amount(order.left));
    expect(filled <= amount(order.size)).toBe(true);
    expect(order.status === 'filled').toBe(order.left === '0.00000000');
    expect(amount(order.cost)).toBe(own.reduce((sum, fill) => sum + amount(fill.cost), 0n));
  }
  for (const { id, price, size: lots } of fills) {
    const trade = shown.get(id);
    expect([trade?.ticks, trade?.lots]).toEqual([Math.round(Number(price) * 10), Math.round(Number(lots) * 1e8)]);
  }
  for (const order of orders.filter(({ status }) => status === 'open')) {
    const level = market.book[order.side === 'buy' ? 'bid' : 'ask'].find(
      ({ ticks }) => ticks === Math.round(Number(order.price) * 10),
    );
    expect(level?.lots ?? 0).toBeGreaterThanOrEqual(Math.round(Number(order.left) * 1e8));
  }
}

/** Told one after the other, the events leave what the account is. */
function assertEvents({ exchange, events }: ExchangeRig, key: string): void {
  const orders = new Map<string, SimulatedOrder>();
  const totals = new Map<string, string>(Object.entries(sums));
  const changes = new Map<string, bigint>();
  for (const event of events[key] as readonly AccountEvent[]) {
    if (event.kind === 'order') {
      const before = orders.get(event.order.id);
      expect(before === undefined).toBe(event.change === 'placed');
      expect(before?.status ?? 'open').toBe('open');
      orders.set(event.order.id, event.order);
    } else if (event.kind === 'balance') {
      const { asset, total } = event.balance;
      changes.set(asset, (changes.get(asset) ?? 0n) + amount(event.change));
      totals.set(asset, total);
      expect(amount(total)).toBe(amount(sums[asset as 'BTC']) + (changes.get(asset) ?? 0n));
    }
  }
  const state = exchange.state(key);
  expect([...orders.values()]).toEqual(state.orders);
  for (const { asset, total } of state.balances) expect([asset, totals.get(asset)]).toEqual([asset, total]);
}

describe('whatever customers do', () => {
  it('balances are what fills made of them, fills are trades of the market, and events tell all of it', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 20, maxLength: 40 }), fc.nat({ max: 1_000 }), (actions, seed) => {
        const rig = exchangeRig(symbol, {}, seed);
        for (const step of actions) {
          act(rig, step);
          for (const key of ['ann', 'bob']) assertBalances(rig, key);
          const [bid, ask] = [rig.market.book.bid[0], rig.market.book.ask[0]];
          expect((bid?.ticks ?? 0) < (ask?.ticks ?? 0)).toBe(true);
        }
        for (const key of ['ann', 'bob']) {
          assertOrders(rig, key);
          assertEvents(rig, key);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('happens the same way again for the same seed', () => {
    fc.assert(
      fc.property(fc.array(action, { minLength: 20, maxLength: 25 }), (actions) => {
        const [one, two] = [1, 2].map(() => {
          const rig = exchangeRig();
          for (const step of actions) act(rig, step);
          return JSON.stringify([rig.events, rig.trades, rig.market.book]);
        });
        expect(one).toBe(two);
      }),
      { numRuns: 15 },
    );
  });

  it('leaves the market as it would have been, until it trades', () => {
    const [plain, resting] = [exchangeRig(), exchangeRig()];
    resting.order({ price: '40000.0', size: '1' });
    plain.pass(500);
    resting.pass(500);
    expect(resting.trades).toEqual(plain.trades);
  });
});
