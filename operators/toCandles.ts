import { asyncScheduler, Observable, type OperatorFunction, type SchedulerLike, Subscription } from 'rxjs';
import type { BuiltCandle, CandleTrade } from './builtCandle.ts';
import { countCandles } from './countCandles.ts';
import { LONGEST_DELAY } from './longestDelay.ts';
import { timeCandles } from './timeCandles.ts';

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
 * Trades are placed by their own time, not by arrival. A candle by time is over when a trade of a later one comes, or `settle`
 * ms after its end; a gap of more than 10,000 candles is not filled by `flat`. When the source completes, the open candle is told
 * as it stands, `closed: false`, and the result completes; an error passes at once. Unsubscribing leaves the source and stops
 * the timer; there is one, and only while a candle by time is open. A trade costs O(1).
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
      return byAmount(config.count, () => 1, config);
    case 'volume':
      return byAmount(config.size, ({ size }) => size, config);
  }
}

function byAmount(
  most: number,
  amountOf: (trade: CandleTrade) => number,
  { emit = 'closed' }: CommonConfig,
): OperatorFunction<CandleTrade, BuiltCandle> {
  return (trades$) =>
    new Observable((subscriber) => {
      const candles = countCandles(most, amountOf);
      return trades$.subscribe({
        next: (trade) => {
          const candle = candles.add(trade);
          if (candle.closed || emit === 'every') subscriber.next(candle);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          const rest = candles.open();
          if (rest !== undefined && emit === 'closed') subscriber.next(rest);
          subscriber.complete();
        },
      });
    });
}

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
  return (trades$) =>
    new Observable((subscriber) => {
      const candles = timeCandles({ length, offset, late, remember, empty });
      let timer = Subscription.EMPTY;
      let dueAt: number | undefined;
      const tell = (told: readonly BuiltCandle[]): void => {
        for (const candle of told) subscriber.next(candle);
      };
      /** One timer, for the end of the open candle. */
      const arm = (): void => {
        const end = candles.end();
        if (end === dueAt || subscriber.closed) return;
        timer.unsubscribe();
        dueAt = end;
        if (end === undefined) return;
        const wait = Math.max(0, end + settle - scheduler.now());
        timer = scheduler.schedule(fire, Math.min(wait, LONGEST_DELAY));
        subscriber.add(timer);
      };
      const fire = (): void => {
        dueAt = undefined;
        tell(candles.advance(scheduler.now() - settle));
        arm();
      };
      subscriber.add(
        trades$.subscribe({
          next: (trade) => {
            const told = candles.add(trade);
            arm();
            tell(told);
            const open = emit === 'every' ? candles.open() : undefined;
            if (open !== undefined) subscriber.next(open);
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            timer.unsubscribe();
            const open = candles.open();
            if (open !== undefined) subscriber.next(open);
            subscriber.complete();
          },
        }),
      );
    });
}
