import { type BuiltCandle, type CandleTrade, type GrowingCandle, growingCandle } from './builtCandle.ts';

/** The rules by which {@link timeCandles} builds. */
export interface TimeCandlesRules {
  readonly length: number;
  readonly offset: number;
  readonly late: 'drop' | 'amend' | 'join';
  readonly remember: number;
  readonly empty: 'skip' | 'flat';
}

/** Builds candles by time. Each step gives the candles to tell, in order. */
export interface TimeCandles {
  add(trade: CandleTrade): readonly BuiltCandle[];
  /** Closes what is over by `now`. */
  advance(now: number): readonly BuiltCandle[];
  /** Where the open candle ends; nothing where there is none. */
  end(): number | undefined;
  /** The open candle as it stands. */
  open(): BuiltCandle | undefined;
}

/** A gap of more candles than this is not filled: it is an outage, or an instant that cannot be meant. */
const MOST_FLAT = 10_000;

/** Candles by time as a machine without a clock: it is told the time by trades and by {@link TimeCandles.advance}. */
export function timeCandles({ length, offset, late, remember, empty }: TimeCandlesRules): TimeCandles {
  const past = pastCandles(length, late === 'amend' ? remember : 0);
  let current: GrowingCandle | undefined;

  const startOf = (time: number): number => Math.floor((time - offset) / length) * length + offset;
  /** Closes the current candle and, where gaps are filled, all that lie between it and `start`. */
  const closeUpTo = (start: number): readonly BuiltCandle[] => {
    if (current === undefined) return [];
    const told = [past.close(current)];
    current = undefined;
    if (empty === 'flat' && start - past.horizon() <= MOST_FLAT * length)
      while (past.horizon() < start) told.push(past.close(growingCandle(past.horizon(), past.lastClose())));
    return told;
  };
  const begin = (start: number, trade: CandleTrade): readonly BuiltCandle[] => {
    const told = closeUpTo(start);
    current = growingCandle(start, trade);
    return told;
  };
  const addLate = (trade: CandleTrade, start: number): readonly BuiltCandle[] => {
    if (late !== 'join') return past.amend(start, trade);
    if (current === undefined) return begin(past.horizon(), trade);
    current.add(trade);
    return [];
  };

  return {
    add: (trade) => {
      const start = startOf(trade.time);
      if (start < (current?.openTime ?? past.horizon())) return addLate(trade, start);
      if (current?.openTime !== start) return begin(start, trade);
      current.add(trade);
      return [];
    },
    advance: (now) => {
      if (current === undefined || current.openTime + length > now) return [];
      const start = startOf(now);
      const told = closeUpTo(start);
      if (empty === 'flat') current = growingCandle(start, past.lastClose());
      return told;
    },
    end: () => (current === undefined ? undefined : current.openTime + length),
    open: () => (current === undefined ? undefined : past.tell(current, false)),
  };
}

interface PastCandles {
  /** Before this, all is over. */
  horizon(): number;
  lastClose(): number;
  tell(candle: GrowingCandle, closed: boolean): BuiltCandle;
  close(candle: GrowingCandle): BuiltCandle;
  /** The candle that begins at `start`, corrected; one that had no trades is made. Nothing where it is too long ago. */
  amend(start: number, trade: CandleTrade): readonly BuiltCandle[];
}

/** What is over: the last candles, which may still change, and the trades that came too late for any. */
function pastCandles(length: number, remember: number): PastCandles {
  const remembered = new Map<number, GrowingCandle>();
  let horizon = Number.NEGATIVE_INFINITY;
  let lastClose = 0;
  let leftOut = 0;
  const keep = (candle: GrowingCandle): void => {
    remembered.set(candle.openTime, candle);
    if (remembered.size > remember) remembered.delete(Math.min(...remembered.keys()));
  };
  const tell = (candle: GrowingCandle, closed: boolean): BuiltCandle => {
    const told = candle.tell({ closed, closeTime: candle.openTime + length, late: leftOut });
    leftOut = 0;
    if (closed && told.closeTime >= horizon) {
      horizon = told.closeTime;
      lastClose = told.close;
    }
    return told;
  };
  return {
    horizon: () => horizon,
    lastClose: () => lastClose,
    tell,
    close: (candle) => {
      keep(candle);
      return tell(candle, true);
    },
    amend: (start, trade) => {
      const known = remembered.get(start);
      if (known === undefined && !(start > Math.min(...remembered.keys()))) {
        leftOut++;
        return [];
      }
      known?.add(trade);
      const amended = known ?? growingCandle(start, trade);
      keep(amended);
      return [tell(amended, true)];
    },
  };
}
