import type { RawLevel } from '../protocol/bookRule.ts';

/** A price as number and as text. */
export interface Price extends Pick<RawLevel, 'priceText'> {
  readonly price: number;
}

/**
 * Below, at or above zero as `a` is lower than, the same as or higher than `b`. Exact: prices so long that one double
 * stands for both are told apart by their texts, and `5.0` is the same price as `5.00`.
 */
export function comparePrices(a: Price, b: Price): number {
  const difference = a.price - b.price;
  return difference !== 0 ? difference : comparePriceTexts(a.priceText, b.priceText);
}

/** The same by the texts alone, digit by digit: for prices that one double stands for. */
export function comparePriceTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [partsOf(a), partsOf(b)];
  const whole = left.whole.length - right.whole.length || compareTexts(left.whole, right.whole);
  return whole || compareTexts(left.fraction, right.fraction);
}

/** The digits on both sides of the point, without those that say nothing. */
function partsOf(text: string): { readonly whole: string; readonly fraction: string } {
  const [whole = '', fraction = ''] = text.split('.');
  return { whole: whole.replace(/^0+/, ''), fraction: fraction.replace(/0+$/, '') };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
