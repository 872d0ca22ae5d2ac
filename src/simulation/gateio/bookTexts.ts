import type { BookLevel } from '../market/marketBook.ts';
import { dataText } from './answers.ts';
import type { DepthNews, Sides } from './depthTape.ts';
import type { Listing } from './listing.ts';
import { bookName, type Wish } from './wish.ts';

/** Levels as JSON: `["111666","0.131287"]`, or of futures, but for books of the second generation, `{"p":"2.52","s":100}`. */
export function levelsJson(
  levels: readonly BookLevel[],
  { priceText, sizeText, sizeJson }: Listing,
  { isObject, isDecimal }: { readonly isObject: boolean; readonly isDecimal: boolean },
): string {
  const told = levels.map(({ ticks, lots }) =>
    isObject
      ? `{"p":"${priceText(ticks)}","s":${sizeJson(lots, isDecimal)}}`
      : `["${priceText(ticks)}","${sizeText(lots)}"]`,
  );
  return `[${told.join(',')}]`;
}

/** How long after something happened it is told, in milliseconds. */
const PASSED = 3;

/** `{"t":1606294781123,"e":"depthUpdate","E":1606294781,"s":"BTC_USDT","U":48776301,"u":48776306,"b":[["19137.74","0.0001"]],"a":[..]}` in a frame; futures have no `e`, and `l`. */
export function updateText(listing: Listing, wish: Wish, { bid, ask, first, last }: DepthNews, at: number): string {
  const { channel, product, name = '', isDecimal, levels = 0, saysLevels = false } = wish;
  const form = { isObject: product === 'futures', isDecimal };
  const event = product === 'spot' ? `"e":"depthUpdate","E":${Math.floor(at / 1_000)},` : '';
  const depth = product === 'futures' && saysLevels ? `,"l":"${levels}"` : '';
  const sides = `"b":${levelsJson(bid, listing, form)},"a":${levelsJson(ask, listing, form)}`;
  const told = `{"t":${at - PASSED},${event}"s":"${name}","U":${first},"u":${last},${sides}${depth}}`;
  return dataText(channel, at, told);
}

/** `{"channel":"spot.obu","result":{"t":1757377580046,"full":true,"s":"ob.BTC_USDT.50","u":27053258981,"b":[..],"a":[..]},"time_ms":..,"event":"update"}` */
export function wholeBookText(
  listing: Listing,
  wish: Wish,
  { bid, ask, last }: Sides & { readonly last: number },
  at: number,
): string {
  const form = { isObject: false, isDecimal: wish.isDecimal };
  const sides = `"b":${levelsJson(bid, listing, form)},"a":${levelsJson(ask, listing, form)}`;
  const told = `{"t":${at - PASSED},"full":true,"s":"${bookName(wish)}","u":${last},${sides}}`;
  return `{"channel":"${wish.channel}","result":${told},"time_ms":${at},"event":"update"}`;
}

/** The same for what changed: without `full`, with `U`, and without `event`. */
export function changedBookText(
  listing: Listing,
  wish: Wish,
  { bid, ask, first, last }: DepthNews,
  at: number,
): string {
  const form = { isObject: false, isDecimal: wish.isDecimal };
  const sides = `"b":${levelsJson(bid, listing, form)},"a":${levelsJson(ask, listing, form)}`;
  const told = `{"t":${at - PASSED},"s":"${bookName(wish)}","U":${first},"u":${last},${sides}}`;
  return `{"channel":"${wish.channel}","result":${told},"time_ms":${at}}`;
}

/** `{"t":1606295412123,"lastUpdateId":48791820,"s":"BTC_USDT","bids":[..],"asks":[..]}` in a frame; of futures `{"t":..,"id":..,"contract":..}` with the event `all`. */
export function fullPushText(
  listing: Listing,
  wish: Wish,
  { bid, ask, last }: Sides & { readonly last: number },
  at: number,
): string {
  const { channel, product, name = '', isDecimal } = wish;
  const form = { isObject: product === 'futures', isDecimal };
  const [bids, asks] = [levelsJson(bid, listing, form), levelsJson(ask, listing, form)];
  return product === 'spot'
    ? dataText(channel, at, `{"t":${at - PASSED},"lastUpdateId":${last},"s":"${name}","bids":${bids},"asks":${asks}}`)
    : dataText(
        channel,
        at,
        `{"t":${at - PASSED},"id":${last},"contract":"${name}","asks":${asks},"bids":${bids}}`,
        'all',
      );
}
