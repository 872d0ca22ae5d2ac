import { type BuiltCandle, type CandleTrade, type GrowingCandle, growingCandle } from './builtCandle.ts';

/** Builds candles that end by what is in them. */
export interface CountCandles {
  /** Takes a trade in and gives the candle as it stands, closed if that was its last. */
  add(trade: CandleTrade): BuiltCandle;
  /** The open candle as it stands. */
  open(): BuiltCandle | undefined;
}

/** Candles that are over once `amountOf` their trades sums up to `most`; the trade that reaches it belongs to them whole. */
export function countCandles(most: number, amountOf: (trade: CandleTrade) => number): CountCandles {
  let current: GrowingCandle | undefined;
  let amount = 0;
  return {
    add: (trade) => {
      if (current === undefined) current = growingCandle(trade.time, trade);
      else current.add(trade);
      amount += amountOf(trade);
      const told = current.tell({ closed: amount >= most });
      if (told.closed) {
        current = undefined;
        amount = 0;
      }
      return told;
    },
    open: () => current?.tell({ closed: false }),
  };
}
