import { filter, map, type OperatorFunction } from 'rxjs';
import type { Trade } from '../src/model/values.ts';
import { vwapOf } from './aggregate.ts';
import { rollingWindow } from './rollingWindow.ts';

/** The options of {@link vwap}. Without any, all trades since subscription count. */
export interface VwapConfig {
  /** How many of the last trades count. Default: no bound. */
  readonly count?: number;
  /** How long a trade counts, in milliseconds of the trades' own time. Default: no bound. */
  readonly within?: number;
}

/**
 * Tells the volume-weighted average price after each trade, over a rolling window or since subscription.
 *
 * A trade costs O(1). Trades without size change nothing, and nothing is told before the first with one. Completes and errors with
 * the source, and leaves it on unsubscription.
 *
 * @example
 * ```ts
 * import { vwap } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * of({ price: 100, size: 1, time: 0 }, { price: 103, size: 2, time: 10 }, { price: 90, size: 1, time: 1_005 })
 *   .pipe(vwap({ within: 1_000 }))
 *   .subscribe(console.log);
 * // 100
 * // 102
 * // 98.66666666666667
 * ```
 */
export function vwap(config: VwapConfig = {}): OperatorFunction<Pick<Trade, 'price' | 'size' | 'time'>, number> {
  return (trades$) =>
    trades$.pipe(
      rollingWindow({ ...config, aggregates: { price: vwapOf() } }),
      map(({ price }) => price),
      filter((price) => price !== undefined),
    );
}
