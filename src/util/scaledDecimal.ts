/** How many digits a decimal text has after its point. */
export function placesOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** A decimal text without exponent, times ten to the power of `places`, which is no less than its own. Exact. */
export function scaledDecimal(text: string, places: number): bigint {
  return BigInt(text.replace('.', '')) * 10n ** BigInt(places - placesOf(text));
}
