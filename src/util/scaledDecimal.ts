import { parseDecimal } from './decimal.ts';

/** How many digits a decimal text has after its point. */
export function placesOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** A decimal text times ten to the power of `places`, which is no less than its own. Exact. Throws as {@link parseDecimal} does. */
export function scaledDecimal(text: string, places: number): bigint {
  // What is no decimal would be refused in words of the engine's, which repeat it.
  parseDecimal(text);
  return BigInt(text.replace('.', '')) * 10n ** BigInt(places - placesOf(text));
}
