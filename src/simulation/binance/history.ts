import type { MarketTrade } from '../market/market.ts';
import { type Kline, nothingTraded, type Traded, withTrade } from './kline.ts';
import { type KlineInterval, klineIntervals, klineSpan } from './klineInterval.ts';

/** What a market has traded. */
export interface History {
  /** The latest trade. */
  readonly last: () => MarketTrade | undefined;
  /** All there was, as one. */
  readonly total: () => Traded;
  /** When it began to count, in milliseconds. */
  readonly since: number;
  /** The bar that is open. */
  readonly bar: (interval: KlineInterval) => Kline;
  /** Closes the bars that end before `at`, and returns those of this length that it closed at this call, oldest first. */
  readonly roll: (at: number) => ReadonlyMap<KlineInterval, Kline>;
  readonly add: (trade: MarketTrade) => void;
}

const intervals = Object.keys(klineIntervals) as readonly KlineInterval[];

/** A history that begins with what was traded before. */
export function history(past: readonly MarketTrade[], now: number): History {
  const since = past[0]?.at ?? now;
  const price = past[0]?.ticks ?? 0;
  let last: MarketTrade | undefined;
  let total = nothingTraded(price);
  const bars = new Map<KlineInterval, Kline>(
    intervals.map((interval) => [interval, { ...nothingTraded(price), ...klineSpan(interval, since) }]),
  );
  const barOf = (interval: KlineInterval): Kline => bars.get(interval) as Kline;

  const roll: History['roll'] = (at) => {
    const closed = new Map<KlineInterval, Kline>();
    for (const [interval, bar] of bars) {
      if (bar.closeTime >= at) continue;
      closed.set(interval, bar);
      bars.set(interval, { ...nothingTraded(bar.close), ...klineSpan(interval, at) });
    }
    return closed;
  };
  const add: History['add'] = (trade) => {
    last = trade;
    total = withTrade(total, trade);
    for (const [interval, bar] of bars) bars.set(interval, { ...bar, ...withTrade(bar, trade) });
  };
  for (const trade of past) {
    roll(trade.at);
    add(trade);
  }
  return { last: () => last, total: () => total, since, bar: barOf, roll, add };
}
