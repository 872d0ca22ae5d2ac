import { placesOf, scaledDecimal } from '../../util/scaledDecimal.ts';

/** The exact product of two decimal texts that are not negative, without zeros at its end. */
export function productText(one: string, other: string): string {
  const places = placesOf(one) + placesOf(other);
  const digits = (scaledDecimal(one, placesOf(one)) * scaledDecimal(other, placesOf(other)))
    .toString()
    .padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const rest = digits.slice(digits.length - places).replace(/0+$/, '');
  return rest === '' ? whole : `${whole}.${rest}`;
}
