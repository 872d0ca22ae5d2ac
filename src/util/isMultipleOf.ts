import { placesOf, scaledDecimal } from './scaledDecimal.ts';

/** Whether one decimal text is a whole multiple of another, which is above zero. Exact: `0.3` is one of `0.1`. */
export function isMultipleOf(text: string, step: string): boolean {
  const places = Math.max(placesOf(text), placesOf(step));
  return scaledDecimal(text, places) % scaledDecimal(step, places) === 0n;
}
