/** Names of bars that the venue and we have in common. */
const COMMON: readonly string[] = ['10s', '1m', '5m', '15m', '30m', '1h', '4h', '8h', '1d'];

/** The venue's name of an interval; nothing where it offers none. */
export function venueIntervalOf(interval: string): string | undefined {
  if (interval === '1w') return '7d';
  return COMMON.includes(interval) ? interval : undefined;
}

/** Our name of the venue's. */
export function intervalOf(venueInterval: string): string | undefined {
  if (venueInterval === '7d') return '1w';
  return COMMON.includes(venueInterval) ? venueInterval : undefined;
}
