import type { Trade } from '../../src/model/values.ts';

/** What a candle is built from. */
export type CandleTrade = Pick<Trade, 'price' | 'size' | 'time'>;

/** A candle built from trades. Instants are milliseconds since the epoch. */
export interface BuiltCandle {
  readonly kind: 'candle';
  /** Where it begins: a boundary for candles by time, else the instant of its first trade. */
  readonly openTime: number;
  /** Where it ends: the next boundary for candles by time, which it does not include; else the instant of its last trade. */
  readonly closeTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Volume-weighted average price; absent while nothing was traded. */
  readonly vwap?: number;
  /** How many trades it is made of; 0 only for a candle that fills a gap. */
  readonly trades: number;
  /** Whether it is over. One that is not comes again. */
  readonly closed: boolean;
  /** How many late trades were left out since the candle told before. */
  readonly late: number;
}

/** A candle being built. */
export interface GrowingCandle {
  readonly openTime: number;
  add(trade: CandleTrade): void;
  /** Stands at a price while nothing was traded. Whether that changed it. */
  stand(price: number): boolean;
  /** What it is by now. */
  tell(end: { readonly closed: boolean; readonly closeTime?: number; readonly late?: number }): BuiltCandle;
}

/**
 * Begins a candle with its first trade, or, to fill a gap, flat at a price. Trades are ordered by their own time, and those of
 * one instant by arrival: the first is the open, the last the close.
 */
export function growingCandle(openTime: number, first: CandleTrade | number): GrowingCandle {
  const price = typeof first === 'number' ? first : first.price;
  let [open, high, low, close] = [price, price, price, price];
  let [firstAt, lastAt] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [volume, value, trades] = [0, 0, 0];
  const add = (trade: CandleTrade): void => {
    // A flat candle is a stand-in: the first trade that comes after all is the whole of it.
    high = trades === 0 ? trade.price : Math.max(high, trade.price);
    low = trades === 0 ? trade.price : Math.min(low, trade.price);
    if (trade.time < firstAt) {
      firstAt = trade.time;
      open = trade.price;
    }
    if (trade.time >= lastAt) {
      lastAt = trade.time;
      close = trade.price;
    }
    volume += trade.size;
    value += trade.price * trade.size;
    trades++;
  };
  if (typeof first !== 'number') add(first);
  return {
    openTime,
    add,
    stand: (at) => {
      if (trades > 0 || at === close) return false;
      open = high = low = close = at;
      return true;
    },
    tell: ({ closed, closeTime = lastAt, late = 0 }) => ({
      kind: 'candle',
      openTime,
      closeTime,
      open,
      high,
      low,
      close,
      volume,
      ...(volume === 0 ? {} : { vwap: value / volume }),
      trades,
      closed,
      late,
    }),
  };
}
