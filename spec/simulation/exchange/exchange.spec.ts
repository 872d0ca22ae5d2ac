import { describe, expect, it } from '@jest/globals';
import { amountOf, amountText } from '../../../src/simulation/exchange/amount.ts';
import type { AccountEvent } from '../../../src/simulation/exchange/order.ts';
import { exchangeRig, sums } from './exchangeRig.ts';

const balance = (rig: ReturnType<typeof exchangeRig>, asset: string, account = 'ann') =>
  rig.exchange.state(account).balances.find((one) => one.asset === asset);
const plus = (...texts: readonly string[]): string =>
  amountText(texts.reduce((sum, text) => sum + (amountOf(text) ?? 0n), 0n));
const story = (events: readonly AccountEvent[] = []): readonly string[] =>
  events.flatMap((event) => (event.kind === 'order' ? [`${event.change} ${event.order.filled}`] : []));

describe('the exchange behind a venue', () => {
  it('lets an order rest, binds what it may cost, and releases it when it is canceled', () => {
    const rig = exchangeRig();
    const order = rig.order({ price: '50000.0', size: '0.5', clientOrderId: 'c1' });
    expect(order).toMatchObject({
      clientOrderId: 'c1',
      status: 'open',
      price: '50000.0',
      size: '0.50000000',
      filled: '0.00000000',
      left: '0.50000000',
      timeInForce: 'GTC',
    });
    expect(balance(rig, 'USDT')).toEqual({ asset: 'USDT', total: '1000000', held: '25065', free: '974935' });
    expect(rig.exchange.cancel('ann', { clientOrderId: 'c1' })).toMatchObject({
      kind: 'done',
      order: { status: 'canceled', cancelReason: 'customer' },
    });
    expect(balance(rig, 'USDT')).toMatchObject({ total: '1000000', held: '0' });
    expect(story(rig.events.ann)).toEqual(['placed 0.00000000', 'canceled 0.00000000']);
    expect(rig.exchange.cancel('ann', { id: order.id })).toEqual({ kind: 'refused', reason: 'closed' });
    expect(rig.exchange.cancel('bob', { id: order.id })).toEqual({ kind: 'refused', reason: 'unknown-order' });
  });

  it('shows what rests in the book, and takes it out again', () => {
    const rig = exchangeRig();
    const price = rig.price('bid', 1);
    rig.order({ price, size: '0.5' });
    expect(rig.market.book.bid[0]).toEqual({ ticks: Math.round(Number(price) * 10), lots: 50_000_000 });
    rig.exchange.cancelAll('ann');
    expect(rig.price('bid', 1)).toBe(price);
  });

  it('fills an order that is swept in part, then whole, for the very trades that the market shows', () => {
    const rig = exchangeRig();
    const order = rig.order({ price: rig.price('bid', 1), size: '0.5' });
    const sweep = (size: string): void =>
      rig.exchange.commit({ t: 0, kind: 'sweep', target: 'BTC/USDT', args: { side: 'sell', size } });
    sweep('0.2');
    expect(rig.exchange.find('ann', { id: order.id })).toMatchObject({ status: 'open', left: '0.30000000' });
    sweep('0.4');
    expect(rig.exchange.find('ann', { id: order.id })).toMatchObject({ status: 'filled', left: '0.00000000' });
    const { fills } = rig.exchange.state('ann');
    expect(fills.map(({ id, size, liquidity }) => [id, size, liquidity])).toEqual([
      [rig.trades[0]?.id, '0.20000000', 'maker'],
      [rig.trades[1]?.id, '0.30000000', 'maker'],
    ]);
    expect(rig.trades.map(({ lots }) => lots)).toEqual([20_000_000, 30_000_000, 10_000_000]);
    expect(story(rig.events.ann)).toEqual(['placed 0.00000000', 'filled 0.20000000', 'filled 0.50000000']);
    const paid = fills.flatMap(({ cost, fee }) => [`-${cost}`, `-${fee}`]);
    expect(balance(rig, 'USDT')).toMatchObject({ total: plus(sums.USDT, ...paid), held: '0' });
    expect(balance(rig, 'BTC')).toMatchObject({ total: '10.5', free: '10.5' });
  });

  it('fills one order, however far it lies, by withdrawing what comes before it', () => {
    const rig = exchangeRig();
    const order = rig.order({ price: '62000.0', size: '0.5', clientOrderId: 'far' });
    rig.exchange.commit({ t: 0, kind: 'fill-order', args: { order: 'far', size: '0.1' } });
    expect(rig.trades.map(({ ticks, lots }) => [ticks, lots])).toEqual([[620_000, 10_000_000]]);
    rig.exchange.commit({ t: 0, kind: 'fill-order', args: {} });
    expect(rig.exchange.find('ann', { id: order.id })).toMatchObject({
      status: 'filled',
      averagePrice: '62000',
      cost: '31000',
    });
  });

  it('is filled by the crowd in time, where it lies among the best', () => {
    const rig = exchangeRig();
    const [bid, ask] = [
      rig.order({ price: rig.price('bid', 1), size: '0.01' }),
      rig.order({ side: 'sell', price: rig.price('ask', 1), size: '0.01' }),
    ];
    rig.pass(60);
    const ends = [bid, ask].map(({ id }) => rig.exchange.find('ann', { id })?.status);
    expect(ends).toContain('filled');
  });

  it('takes at once what a market order finds, level by level, and nothing that is dearer than a limit', () => {
    const rig = exchangeRig();
    const [first, second] = rig.market.book.ask;
    const lots = (first?.lots ?? 0) + Math.floor((second?.lots ?? 0) / 2);
    const size = (lots / 1e8).toFixed(8);
    expect(rig.order({ type: 'market', size })).toMatchObject({ status: 'filled', timeInForce: 'IOC', filled: size });
    expect(rig.exchange.state('ann').fills.map(({ liquidity }) => liquidity)).toEqual(['taker', 'taker']);
    expect(balance(rig, 'USDT')?.held).toBe('0');
    const price = rig.price('ask', 0);
    const most = rig.market.book.ask[0]?.lots ?? 0;
    const rest = rig.order({ price, size: '4', timeInForce: 'IOC' });
    expect(rest).toMatchObject({ status: 'canceled', cancelReason: 'unfilled', filled: (most / 1e8).toFixed(8) });
    const gone = rig.order({ price: rig.price('ask', 0), size: '9', timeInForce: 'FOK' });
    expect(gone).toMatchObject({ status: 'canceled', filled: '0.00000000' });
    expect(rig.order({ price: rig.price('ask', 0), size: '4' })).toMatchObject({ status: 'open' });
  });

  it('spends no more of the quote than a market order says', () => {
    const rig = exchangeRig();
    const order = rig.order({ type: 'market', size: '100000', sizeIn: 'quote' });
    expect(order.status).toBe('filled');
    expect(Number(order.cost)).toBeLessThanOrEqual(100_000);
    expect(Number(order.cost)).toBeGreaterThan(99_999);
  });

  it('takes fees in the quote, or in what is received', () => {
    const rig = exchangeRig('BTC/USDT', { fees: { maker: 0, taker: 1_000, in: 'received' } });
    rig.order({ type: 'market', size: '0.01' });
    expect(rig.exchange.state('ann').fills[0]).toMatchObject({ fee: '0.00001', feeAsset: 'BTC' });
    expect(balance(rig, 'BTC')?.total).toBe('10.00999');
    rig.order({ side: 'sell', type: 'market', size: '0.01' });
    expect(rig.exchange.state('ann').fills[1]?.feeAsset).toBe('USDT');
  });

  it('refuses what cannot be, with a reason, and changes nothing', () => {
    const rig = exchangeRig();
    const reasonOf = (request: Parameters<typeof rig.order>[0]): string => {
      try {
        return rig.order(request).status;
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect([
      reasonOf({ symbol: 'NO/PE', price: '1' }),
      reasonOf({ price: '50000.01' }),
      reasonOf({}),
      reasonOf({ price: '1e4' }),
      reasonOf({ price: '50000.0', size: '0' }),
      reasonOf({ price: '50000.0', size: '0.000000001' }),
      reasonOf({ price: '50000.0', size: '0.00004999' }),
      reasonOf({ price: '50000.0', size: '20' }),
      reasonOf({ side: 'sell', price: '80000.0', size: '10.00000001' }),
      reasonOf({ type: 'market', size: '20' }),
      reasonOf({ price: rig.price('ask', 0), postOnly: true }),
      reasonOf({ price: '50000.0', size: '100', sizeIn: 'quote' }),
    ]).toEqual([
      'unknown-symbol',
      'bad-price',
      'bad-price',
      'bad-price',
      'bad-size',
      'bad-size',
      'too-small',
      'insufficient-funds',
      'insufficient-funds',
      'insufficient-funds',
      'would-take',
      'bad-size',
    ]);
    rig.order({ price: '50000.0', clientOrderId: 'c' });
    expect(reasonOf({ price: '50000.0', clientOrderId: 'c' })).toBe('duplicate-client-order-id');
    rig.exchange.cancelAll('ann');
    expect(reasonOf({ price: '50000.0', clientOrderId: 'c' })).toBe('open');
    expect(rig.trades).toEqual([]);
  });

  it('takes on and cancels what would take but must not, where the venue does so', () => {
    const rig = exchangeRig('BTC/USDT', { postOnly: 'cancel' });
    expect(rig.order({ price: rig.price('ask', 0), postOnly: true })).toMatchObject({
      status: 'canceled',
      cancelReason: 'would-take',
    });
    expect(rig.trades).toEqual([]);
  });

  it('lets nobody trade with himself, and customers with each other', () => {
    const rig = exchangeRig();
    const price = rig.price('bid', 1);
    rig.order({ price, size: '0.1' });
    const own = rig.order({ side: 'sell', price, size: '0.1' });
    expect(own).toMatchObject({ status: 'canceled', cancelReason: 'self-trade', filled: '0.00000000' });
    rig.exchange.place('bob', { symbol: 'BTC/USDT', side: 'sell', type: 'limit', price, size: '0.1' });
    expect(rig.exchange.state('ann').fills.length + rig.exchange.state('bob').fills.length).toBe(2);
    expect(balance(rig, 'BTC', 'bob')?.total).toBe('9.9');
  });

  it('amends price and size, and keeps the place only of what gets smaller', () => {
    const rig = exchangeRig();
    const price = rig.price('bid', 1);
    const { id } = rig.order({ price, size: '0.4' });
    rig.exchange.place('bob', { symbol: 'BTC/USDT', side: 'buy', type: 'limit', price, size: '0.1' });
    const sweep = (): void => rig.exchange.commit({ t: 0, kind: 'sweep', args: { side: 'sell', size: '0.1' } });
    const filled = () => ['ann', 'bob'].map((key) => rig.exchange.state(key).fills.length);
    rig.exchange.amend('ann', { id }, { size: '0.3' });
    sweep();
    expect(filled()).toEqual([1, 0]);
    expect(rig.exchange.amend('ann', { id }, { size: '0.35' })).toMatchObject({ order: { left: '0.25000000' } });
    sweep();
    expect(filled()).toEqual([1, 1]);
    expect(rig.exchange.amend('ann', { id }, { size: '0.1' })).toEqual({ kind: 'refused', reason: 'bad-size' });
    expect(rig.exchange.amend('ann', { id }, { size: '100' })).toEqual({
      kind: 'refused',
      reason: 'insufficient-funds',
    });
    expect(rig.exchange.amend('ann', { id }, { price: '50000.0' })).toMatchObject({ order: { price: '50000.0' } });
    expect(balance(rig, 'USDT')?.held).toBe('12532.5');
    expect(rig.exchange.amend('ann', { id }, { price: rig.price('ask', 0) })).toMatchObject({
      order: { filled: expect.not.stringMatching(/^0\.10000000$/) },
    });
  });

  it('cancels all of a customer, or of a symbol, and by itself when he is not heard of', () => {
    const rig = exchangeRig();
    for (const size of ['0.1', '0.2']) rig.order({ price: '50000.0', size });
    rig.exchange.place('bob', { symbol: 'BTC/USDT', side: 'buy', type: 'limit', price: '50000.0', size: '1' });
    expect(rig.exchange.cancelAll('ann', 'ETH/USDT')).toEqual([]);
    expect(rig.exchange.cancelAll('ann').map(({ size }) => size)).toEqual(['0.10000000', '0.20000000']);
    rig.order({ price: '50000.0' });
    const { duties } = rig.exchange;
    expect(rig.exchange.cancelAllAfter('ann', 5_000)).toBe(5_000);
    rig.setTime(1_000);
    rig.exchange.cancelAllAfter('ann', 5_000);
    expect(duties.nextAt()).toBe(6_000);
    rig.exchange.cancelAllAfter('ann', 0);
    expect(duties.nextAt()).toBeUndefined();
    rig.exchange.cancelAllAfter('ann', 1_000);
    duties.run();
    expect(rig.exchange.state('ann').orders.at(-1)).toMatchObject({ status: 'canceled', cancelReason: 'dead-man' });
    expect(rig.exchange.open('bob').length).toBe(1);
  });

  it('commits the faults of orders', () => {
    const rig = exchangeRig();
    rig.arm({ t: 0, kind: 'refuse-order', args: {} });
    expect(() => rig.order({ price: '50000.0' })).toThrow('refused');
    rig.arm({ t: 0, kind: 'fail-order', args: {} });
    const { id } = rig.order({ price: '50000.0' });
    expect(rig.exchange.find('ann', { id })).toMatchObject({ status: 'canceled', cancelReason: 'failed' });
    expect(balance(rig, 'USDT')?.held).toBe('0');
    expect(rig.order({ price: '50000.0' }).status).toBe('open');
  });
});
