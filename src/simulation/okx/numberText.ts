import { unitsText } from '../market/unitsText.ts';
import { trimmed } from './trimmed.ts';

/** The decimal text of an integer count of units of 10^-decimals, as OKX prints it. */
export function numberText(units: number, decimals: number): string {
  return trimmed(unitsText(units, decimals));
}
