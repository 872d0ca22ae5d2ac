import { armedFaults } from '../../../src/simulation/armedFaults.ts';
import { exchangeOf, type Exchange, type ExchangeRules } from '../../../src/simulation/exchange/exchange.ts';
import type { AccountEvent, OrderRequest, SimulatedOrder } from '../../../src/simulation/exchange/order.ts';
import type { ArmedFault } from '../../../src/simulation/fault.ts';
import { type Market, type MarketTrade, simulateMarket } from '../../../src/simulation/market/market.ts';

/** An exchange with one market, moved by hand, and all it told. */
export interface ExchangeRig {
  readonly exchange: Exchange;
  readonly market: Market;
  readonly trades: readonly MarketTrade[];
  readonly events: Readonly<Record<string, readonly AccountEvent[]>>;
  readonly arm: (fault: ArmedFault) => void;
  /** The crowd moves so many times. */
  readonly pass: (steps: number) => void;
  readonly setTime: (at: number) => void;
  /** Places for `ann`, or throws why it cannot. */
  readonly order: (request: Partial<OrderRequest>) => SimulatedOrder;
  /** A price so many ticks from the best of a side: above zero is better. */
  readonly price: (side: 'bid' | 'ask', better: number) => string;
}

export const sums = { BTC: '10', USDT: '1000000' };

export function exchangeRig(symbol = 'BTC/USDT', rules: ExchangeRules = {}, seed = 1): ExchangeRig {
  const market = simulateMarket(symbol, seed);
  const trades: MarketTrade[] = [];
  const events: Record<string, AccountEvent[]> = { ann: [], bob: [] };
  const armed = armedFaults();
  let time = 0;
  const observer = { changed: () => {}, traded: (trade: MarketTrade) => void trades.push(trade) };
  const exchange = exchangeOf({
    markets: [market],
    accounts: ['ann', 'bob'].map((key) => ({ key, balances: sums })),
    rules,
    armed,
    now: () => time,
    random: () => 0.5,
    move(moved, work) {
      if (moved.interpose(work)) moved.step(time, observer);
    },
    dutiesChanged: () => {},
  });
  for (const [key, heard] of Object.entries(events)) exchange.follow(key, (event) => heard.push(event));
  return {
    exchange,
    market,
    trades,
    events,
    arm: armed.add,
    pass(steps) {
      for (let i = 0; i < steps; i++) market.step((time += 100), observer);
    },
    setTime: (at) => void (time = at),
    order(request) {
      const answer = exchange.place('ann', {
        symbol,
        side: 'buy',
        type: 'limit',
        size: '1',
        ...request,
      });
      if (answer.kind === 'done') return answer.order;
      throw new Error(answer.reason);
    },
    price(side, better) {
      const ticks = (market.book[side][0]?.ticks ?? 0) + better * (side === 'bid' ? 1 : -1);
      return (ticks / 10 ** market.spec.priceDecimals).toFixed(market.spec.priceDecimals);
    },
  };
}
