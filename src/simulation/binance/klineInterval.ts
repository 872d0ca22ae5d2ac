const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The name of a length: case counts. */
export type KlineInterval =
  | `${1}s`
  | `${1 | 3 | 5 | 15 | 30}m`
  | `${1 | 2 | 4 | 6 | 8 | 12}h`
  | `${1 | 3}d`
  | `${1}w`
  | `${1}M`;

/** The lengths of bars, in milliseconds; that of a month is 0, for months differ. */
export const klineIntervals: Readonly<Record<KlineInterval, number>> = {
  '1s': SECOND,
  '1m': MINUTE,
  '3m': 3 * MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '4h': 4 * HOUR,
  '6h': 6 * HOUR,
  '8h': 8 * HOUR,
  '12h': 12 * HOUR,
  '1d': DAY,
  '3d': 3 * DAY,
  '1w': 7 * DAY,
  '1M': 0,
};

/** The first day of 1970 was a Thursday; weeks begin on Mondays. */
const FIRST_MONDAY = 4 * DAY;

/** When the bar begins that holds the instant, and when it ends: the last millisecond is still its own. */
export function klineSpan(
  interval: KlineInterval,
  at: number,
): { readonly openTime: number; readonly closeTime: number } {
  const length = klineIntervals[interval];
  if (length === 0) {
    const day = new Date(at);
    const month = (later: number): number => Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + later);
    return { openTime: month(0), closeTime: month(1) - 1 };
  }
  const shift = interval === '1w' ? FIRST_MONDAY : 0;
  const openTime = Math.floor((at - shift) / length) * length + shift;
  return { openTime, closeTime: openTime + length - 1 };
}
