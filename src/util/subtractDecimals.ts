import { placesOf, scaledDecimal } from './scaledDecimal.ts';

/** The exact difference of two decimal texts, with as many places as the longer has: `1.50` less `0.5` is `1.00`. */
export function subtractDecimals(text: string, less: string): string {
  const places = Math.max(placesOf(text), placesOf(less));
  const difference = scaledDecimal(text, places) - scaledDecimal(less, places);
  const digits = String(difference < 0n ? -difference : difference).padStart(places + 1, '0');
  const point = digits.length - places;
  const sign = difference < 0n ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
