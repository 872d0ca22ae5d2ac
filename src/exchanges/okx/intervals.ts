/** Bars of a day and more, and of 6 and 12 hours, also come cut by UTC; without that the venue's day begins at 16:00 UTC. */
const BARS: Readonly<Record<string, { readonly bar: string; readonly utc?: string }>> = {
  '1s': { bar: '1s' },
  '1m': { bar: '1m' },
  '3m': { bar: '3m' },
  '5m': { bar: '5m' },
  '15m': { bar: '15m' },
  '30m': { bar: '30m' },
  '1h': { bar: '1H' },
  '2h': { bar: '2H' },
  '4h': { bar: '4H' },
  '6h': { bar: '6H', utc: '6Hutc' },
  '12h': { bar: '12H', utc: '12Hutc' },
  '1d': { bar: '1D', utc: '1Dutc' },
  '2d': { bar: '2D', utc: '2Dutc' },
  '3d': { bar: '3D', utc: '3Dutc' },
  '5d': { bar: '5D', utc: '5Dutc' },
  '1w': { bar: '1W', utc: '1Wutc' },
  '1M': { bar: '1M', utc: '1Mutc' },
  '3M': { bar: '3M', utc: '3Mutc' },
};

/** The venue's name of a unified interval, cut by UTC or not; nothing where it offers none. */
export function barOf(interval: string, utc: boolean): string | undefined {
  const bars = Object.hasOwn(BARS, interval) ? BARS[interval] : undefined;
  return utc ? bars?.utc : bars?.bar;
}

/** The unified name of the venue's: `1Dutc` is `1d`, cut by UTC. */
export function intervalOf(bar: string): { readonly interval: string; readonly utc: boolean } | undefined {
  for (const [interval, names] of Object.entries(BARS))
    if (names.bar === bar || names.utc === bar) return { interval, utc: names.utc === bar };
  return undefined;
}
