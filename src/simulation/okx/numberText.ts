import { unitsText } from '../market/unitsText.ts';

/** The decimal text of an integer count of units of 10^-decimals, as OKX prints it: no zeros at the end of a fraction. */
export function numberText(units: number, decimals: number): string {
  const text = unitsText(units, Math.max(decimals, 0));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
