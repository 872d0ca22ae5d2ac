import type { Market } from '../market/market.ts';
import type { BookLevel } from '../market/marketBook.ts';
import { unitsText } from '../market/unitsText.ts';

/** `{"price":63004.9,"qty":0.01876947}`: bare numbers with all the pair's decimals. */
export function levelText({ ticks, lots }: BookLevel, { spec }: Pick<Market, 'spec'>): string {
  return `{"price":${unitsText(ticks, spec.priceDecimals)},"qty":${unitsText(lots, spec.sizeDecimals)}}`;
}
