import type { MarketTrade } from '../market/market.ts';

/** What was traded in a span of time. Prices in ticks, volumes in lots, turnovers in ticks times lots. */
export interface Traded {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly lots: number;
  readonly turnover: number;
  /** What takers bought. */
  readonly boughtLots: number;
  readonly boughtTurnover: number;
  /** The ids of the first and the last trade; -1 where there was none. */
  readonly firstId: number;
  readonly lastId: number;
  readonly count: number;
}

/** A bar. */
export interface Kline extends Traded {
  readonly openTime: number;
  readonly closeTime: number;
}

/** A span in which nothing has been traded yet, after the last price. */
export function nothingTraded(last: number): Traded {
  const volumes = { lots: 0, turnover: 0, boughtLots: 0, boughtTurnover: 0 };
  return { open: last, high: last, low: last, close: last, ...volumes, firstId: -1, lastId: -1, count: 0 };
}

/** The same with one more trade. */
export function withTrade(before: Traded, { id, side, ticks, lots }: MarketTrade): Traded {
  const turnover = ticks * lots;
  const bought = side === 'buy' ? 1 : 0;
  const isFirst = before.count === 0;
  return {
    open: isFirst ? ticks : before.open,
    high: isFirst ? ticks : Math.max(before.high, ticks),
    low: isFirst ? ticks : Math.min(before.low, ticks),
    close: ticks,
    lots: before.lots + lots,
    turnover: before.turnover + turnover,
    boughtLots: before.boughtLots + bought * lots,
    boughtTurnover: before.boughtTurnover + bought * turnover,
    firstId: isFirst ? id : before.firstId,
    lastId: id,
    count: before.count + 1,
  };
}
