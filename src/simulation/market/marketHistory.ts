import type { MarketTrade } from './market.ts';

/** One bar. Prices in ticks, volume in lots, instants in milliseconds. */
export interface Bar {
  readonly begin: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly lots: number;
  /** Ticks times lots, summed: over `lots` it is the volume-weighted price. */
  readonly turnover: number;
  readonly trades: number;
}

/** What a market has traded so far. */
export interface MarketHistory {
  /** The latest trades, oldest first. */
  readonly trades: readonly MarketTrade[];
  /** The latest bars of so many minutes, oldest first; the last one is still open. */
  bars(minutes: number): readonly Bar[];
  /** All trades as one bar. */
  readonly total: Bar;
  add(trade: MarketTrade): void;
}

const TRADES_KEPT = 50;
const BARS_KEPT = 100;

/** A history of bars of these lengths, in minutes. */
export function marketHistory(lengths: readonly number[]): MarketHistory {
  const trades: MarketTrade[] = [];
  const bars = new Map<number, Bar[]>(lengths.map((minutes) => [minutes, []]));
  let total: Bar = { begin: 0, open: 0, high: 0, low: 0, close: 0, lots: 0, turnover: 0, trades: 0 };
  return {
    trades,
    bars: (minutes) => bars.get(minutes) ?? [],
    get total() {
      return total;
    },
    add(trade) {
      trades.push(trade);
      if (trades.length > TRADES_KEPT) trades.shift();
      total = total.trades === 0 ? extended(undefined, trade, trade.at) : extended(total, trade, total.begin);
      for (const [minutes, kept] of bars) {
        const length = minutes * 60_000;
        const begin = Math.floor(trade.at / length) * length;
        const last = kept.at(-1);
        if (last?.begin === begin) kept[kept.length - 1] = extended(last, trade, begin);
        else kept.push(extended(undefined, trade, begin));
        if (kept.length > BARS_KEPT) kept.shift();
      }
    },
  };
}

function extended(bar: Bar | undefined, { ticks, lots }: MarketTrade, begin: number): Bar {
  const turnover = ticks * lots;
  if (bar === undefined)
    return { begin, open: ticks, high: ticks, low: ticks, close: ticks, lots, turnover, trades: 1 };
  return {
    begin,
    open: bar.open,
    high: Math.max(bar.high, ticks),
    low: Math.min(bar.low, ticks),
    close: ticks,
    lots: bar.lots + lots,
    turnover: bar.turnover + turnover,
    trades: bar.trades + 1,
  };
}
