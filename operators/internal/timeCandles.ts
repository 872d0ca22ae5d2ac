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
    const missing = Math.round((start - past.horizon()) / length);
    if (empty === 'skip' || missing > MOST_FLAT) return told;
    for (let n = 0; n < missing; n++) told.push(past.close(growingCandle(past.horizon(), past.lastClose())));
    return told;
  };
  const begin = (start: number, trade: CandleTrade): readonly BuiltCandle[] => {
    const told = closeUpTo(start);
    current = growingCandle(start, trade);
    return told;
  };
  const addLate = (trade: CandleTrade, start: number): readonly BuiltCandle[] => {
    if (late === 'join') {
      if (current === undefined) return begin(past.horizon(), trade);
      current.add(trade);
      return [];
    }
    const told = past.amend(start, trade);
    if (told.length > 0) current?.stand(past.lastClose());
    return told;
  };

  return {
    add: (trade) => {
      const start = startOf(trade.time);
      // An instant that is none lies nowhere.
      if (!Number.isFinite(start)) return past.leaveOut();
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
  /**
   * The candle that begins at `start`, corrected, with the flat ones that stand at its close; one that was skipped is made.
   * Nothing where it is too long ago.
   */
  amend(start: number, trade: CandleTrade): readonly BuiltCandle[];
  /** Counts a trade that is in no candle. */
  leaveOut(): readonly [];
}

/** What is over: the last candles, which may still change, and the trades that came too late for any. */
function pastCandles(length: number, remember: number): PastCandles {
  /** The last ones, in order. */
  const remembered: GrowingCandle[] = [];
  let horizon = Number.NEGATIVE_INFINITY;
  let lastClose = 0;
  let leftOut = 0;
  const leaveOut = (): readonly [] => {
    leftOut++;
    return [];
  };
  const keep = (place: number, candle: GrowingCandle): void => {
    remembered.splice(place, 0, candle);
    if (remembered.length > remember) remembered.shift();
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
    leaveOut,
    close: (candle) => {
      keep(remembered.length, candle);
      return tell(candle, true);
    },
    amend: (start, trade) => {
      // From the end, where nearly all that is late belongs.
      let place = remembered.length;
      while (place > 0 && (remembered[place - 1] as GrowingCandle).openTime >= start) place--;
      const found = remembered[place];
      const known = found?.openTime === start ? found : undefined;
      if (known === undefined && place === 0) return leaveOut();
      const later = remembered.slice(known === undefined ? place : place + 1);
      const candle = known ?? growingCandle(start, trade);
      if (known === undefined) keep(place, candle);
      else known.add(trade);
      const told = [tell(candle, true)];
      for (const next of later) {
        if (!next.stand(told.at(-1)?.close as number)) break;
        told.push(tell(next, true));
      }
      return told;
    },
  };
}
