import {
  asyncScheduler,
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  map,
  merge,
  type Observable,
  type OperatorFunction,
  of,
  type SchedulerLike,
  Subject,
  takeUntil,
  tap,
} from 'rxjs';
import { alarm } from './internal/alarm.ts';
import type { BuiltCandle, CandleTrade } from './internal/builtCandle.ts';
import { countCandles } from './internal/countCandles.ts';
import { positive } from './internal/positive.ts';
import { timeCandles } from './internal/timeCandles.ts';

/** What is common to all candles. */
interface CommonConfig {
  /** `closed` tells each candle once, when it is over; `every` tells the open one after each trade as well. Default `closed`. */
  readonly emit?: 'closed' | 'every';
}

/** Candles of a fixed length of time. */
export interface TimeCandlesConfig extends CommonConfig {
  readonly by: 'time';
  /** Length, in milliseconds. */
  readonly length: number;
  /** How far the boundaries lie from multiples of `length` since the epoch, in milliseconds. Default 0. */
  readonly offset?: number;
  /**
   * What becomes of a trade whose candle is over: `drop` leaves it out, counted in the next candle's `late`; `amend` tells its
   * candle again, corrected; `join` counts it in the open candle. Default `drop`.
   */
  readonly late?: 'drop' | 'amend' | 'join';
  /** How many closed candles can be amended; a trade for an older one is dropped. Default 1. */
  readonly remember?: number;
  /** What becomes of a time without trades: `skip` tells nothing; `flat` a candle without trades at the last close. Default `skip`. */
  readonly empty?: 'skip' | 'flat';
  /**
   * How long after its end a candle is closed although no later trade has come, in milliseconds: as long as trades may be
   * under way, and our clock ahead of the venue's. Default 1,000.
   */
  readonly settle?: number;
  /** Runs the timer, and its `now` is held against the trades' times. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
}

/** Candles of a fixed number of trades. */
export interface TickCandlesConfig extends CommonConfig {
  readonly by: 'ticks';
  /** Trades a candle. */
  readonly count: number;
}

/** Candles of a traded volume. */
export interface VolumeCandlesConfig extends CommonConfig {
  readonly by: 'volume';
  /** Volume at which a candle is over, in the trades' unit. The trade that reaches it belongs to it whole. */
  readonly size: number;
}

/** The options of {@link toCandles}. */
export type ToCandlesConfig = TimeCandlesConfig | TickCandlesConfig | VolumeCandlesConfig;

/**
 * Builds candles from trades: by time, by number of trades, or by volume.
 *
 * Subscribing subscribes to the source. Trades are placed by their own time, not by arrival; one whose time is no number counts
 * as late. A candle by time is over when a trade of a later one comes, or `settle` ms after its end; a gap of more than 10,000
 * candles is not filled by `flat`. A trade costs O(1), an amendment as much as it goes candles back. Where a candle is amended, the
 * flat ones that stand at its close follow, corrected.
 *
 * When the source completes, the open candle is told as it stands, `closed: false`, unless it has been (`every`), and the result
 * completes; an error passes at once. Unsubscribing leaves the source and stops the timer; there is one, and only while a candle by
 * time is open. Trades that come while candles are told wait until these are out. Throws a `RangeError` where `length`,
 * `count` or `size` is not a finite number above 0.
 *
 * @example
 * ```ts
 * import { toCandles } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * of({ time: 0, price: 10, size: 1 }, { time: 900, price: 12, size: 2 }, { time: 1_100, price: 11, size: 1 })
 *   .pipe(toCandles({ by: 'time', length: 1_000 }))
 *   .subscribe(({ open, high, low, close, volume, closed }) => console.log(open, high, low, close, volume, closed));
 * // 10 12 10 12 3 true
 * // 11 11 11 11 1 false
 * ```
 */
export function toCandles(config: ToCandlesConfig): OperatorFunction<CandleTrade, BuiltCandle> {
  switch (config.by) {
    case 'time':
      return byTime(config);
    case 'ticks':
      return byAmount(positive('count', config.count), () => 1, config);
    case 'volume':
      return byAmount(positive('size', config.size), ({ size }) => size, config);
  }
}

function byAmount(
  most: number,
  amountOf: (trade: CandleTrade) => number,
  { emit = 'closed' }: CommonConfig,
): OperatorFunction<CandleTrade, BuiltCandle> {
  return (trades$) =>
    defer(() => {
      const candles = countCandles(most, amountOf);
      const told$ = trades$.pipe(
        map((trade) => candles.add(trade)),
        filter(({ closed }) => closed || emit === 'every'),
      );
      return concat(told$, restOf(candles, emit));
    });
}

/** The open candle as it stands at the end, unless that has been told. */
function restOf(
  candles: { readonly open: () => BuiltCandle | undefined },
  emit: CommonConfig['emit'],
): Observable<BuiltCandle> {
  if (emit === 'every') return EMPTY;
  return defer(() => {
    const open = candles.open();
    return open === undefined ? EMPTY : of(open);
  });
}

/** Stands among the trades for the timer's ring. */
const RING = 'ring';

function byTime({
  length,
  offset = 0,
  late = 'drop',
  remember = 1,
  empty = 'skip',
  settle = 1_000,
  emit = 'closed',
  scheduler = asyncScheduler,
}: TimeCandlesConfig): OperatorFunction<CandleTrade, BuiltCandle> {
  const rules = { length: positive('length', length), offset, late, remember, empty };
  return (trades$) =>
    defer(() => {
      const candles = timeCandles(rules);
      const { rings$, by } = alarm(scheduler);
      const ended$ = new Subject<void>();
      const end = (): void => ended$.next();
      const advance = (): readonly BuiltCandle[] => {
        const [at, endsAt] = [scheduler.now(), candles.end()];
        // Compared as the alarm is set, lest a rounded difference ring it again and again.
        return endsAt === undefined || at < endsAt + settle ? [] : candles.advance(Math.max(at - settle, endsAt));
      };
      const step = (news: CandleTrade | typeof RING): readonly BuiltCandle[] => {
        const isRing = news === RING;
        const told = isRing ? advance() : candles.add(news);
        const endsAt = candles.end();
        if (endsAt !== undefined) by(scheduler.now(), endsAt + settle);
        const open = emit === 'every' && !isRing ? candles.open() : undefined;
        return open === undefined ? told : [...told, open];
      };
      const rung$ = rings$.pipe(
        map((): typeof RING => RING),
        takeUntil(ended$),
      );
      // What comes while candles are told waits in `concatMap`, so that none overtakes another.
      const told$ = merge(rung$, trades$.pipe(tap({ error: end, complete: end }))).pipe(concatMap(step));
      return concat(told$, restOf(candles, emit));
    });
}
