import type { BookLevel } from '../market/marketBook.ts';
import type { DepthEvent } from './depthTape.ts';
import type { Printing } from './printing.ts';

/** The best of both sides, after the change of this number. */
export interface Touch {
  readonly id: number;
  readonly bid: BookLevel | undefined;
  readonly ask: BookLevel | undefined;
}

/** The best levels of both sides. */
export interface Levels {
  readonly bid: readonly BookLevel[];
  readonly ask: readonly BookLevel[];
}

/** `[["61836.00000000","0.54369000"]]` */
function levelsText({ price, size }: Printing, levels: readonly BookLevel[]): string {
  return `[${levels.map(({ ticks, lots }) => `["${price(ticks)}","${size(lots)}"]`).join(',')}]`;
}

/**
 * `{"e":"depthUpdate","E":1723161255208,"s":"BTCUSDT","U":50093239189,"u":50093239202,"b":[],"a":[]}`; in futures also `T`, and `pu`,
 * the `u` of the event before. Spot lists bids from high to low, futures from low to high (recordings of August 2024).
 */
export function depthText(printing: Printing, { first, last, previous, bid, ask }: DepthEvent, at: number): string {
  const { product, venueSymbol } = printing;
  const asks = levelsText(printing, ask);
  return product === 'spot'
    ? `{"e":"depthUpdate","E":${at},"s":"${venueSymbol}","U":${first},"u":${last},"b":${levelsText(printing, bid.toReversed())},"a":${asks}}`
    : `{"e":"depthUpdate","E":${at},"T":${at},"s":"${venueSymbol}","ps":"${venueSymbol}","st":1,"U":${first},"u":${last},"pu":${previous},"b":${levelsText(printing, bid)},"a":${asks}}`;
}

/** `{"lastUpdateId":160,"bids":[["0.0024","10"]],"asks":[]}`: on spot, nothing says of which symbol. In futures it has the shape of a change. */
export function partialText(printing: Printing, event: DepthEvent, at: number): string {
  if (printing.product === 'usdm') return depthText(printing, event, at);
  return `{"lastUpdateId":${event.last},"bids":${levelsText(printing, event.bid)},"asks":${levelsText(printing, event.ask)}}`;
}

/** `{"u":400900217,"s":"BNBUSDT","b":"25.35190000","B":"31.21000000","a":"25.36520000","A":"40.66000000"}`; in futures it says what it is. */
export function bookTickerText(printing: Printing, { id, bid, ask }: Touch, at: number): string {
  const { product, venueSymbol, price, size } = printing;
  const best = `"b":"${price(bid?.ticks ?? 0)}","B":"${size(bid?.lots ?? 0)}","a":"${price(ask?.ticks ?? 0)}","A":"${size(ask?.lots ?? 0)}"`;
  return product === 'spot'
    ? `{"u":${id},"s":"${venueSymbol}",${best}}`
    : `{"e":"bookTicker","u":${id},"s":"${venueSymbol}",${best},"T":${at},"E":${at},"ps":"${venueSymbol}","st":1}`;
}
