/** Candle lengths Kraken offers, by their unified names, in minutes (docs: websocket-v2/ohlc). */
const MINUTES: Readonly<Record<string, number>> = {
  '1m': 1,
  '5m': 5,
  '15m': 15,
  '30m': 30,
  '1h': 60,
  '4h': 240,
  '1d': 1_440,
  '1w': 10_080,
  '15d': 21_600,
};

/** Kraken's number for a unified interval; nothing where it offers none. */
export function intervalMinutes(interval: string): number | undefined {
  return Object.hasOwn(MINUTES, interval) ? MINUTES[interval] : undefined;
}

/** The unified name of an interval as Kraken's messages write it: `60` is `1h`. */
export function intervalName(minutes: unknown): string | undefined {
  return Object.keys(MINUTES).find((name) => String(MINUTES[name]) === minutes);
}
