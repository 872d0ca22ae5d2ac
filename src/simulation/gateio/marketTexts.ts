import { crc32 } from '../../util/crc32.ts';
import type { MarketTrade } from '../market/market.ts';
import type { Bar } from '../market/marketHistory.ts';
import { unitsText } from '../market/unitsText.ts';
import { dataText } from './answers.ts';
import type { Desk } from './desk.ts';
import type { Listing } from './listing.ts';
import type { Product } from './product.ts';
import { trimmed } from './trimmed.ts';
import type { Wish } from './wish.ts';

const EIGHT_HOURS = 28_800_000;

const spotTrade = ({ name, priceText, sizeText }: Listing, { id, side, ticks, lots, at }: MarketTrade): string =>
  `{"id":${id},"create_time":${Math.floor(at / 1_000)},"create_time_ms":"${at}.${String(id % 10_000).padStart(4, '0')}","side":"${side}","currency_pair":"${name}","amount":"${sizeText(lots)}","price":"${priceText(ticks)}","range":"${id}-${id}"}`;

const futuresTrade = (
  { name, priceText, sizeJson }: Listing,
  { id, side, ticks, lots, at }: MarketTrade,
  isDecimal: boolean,
): string =>
  `{"size":${sizeJson(side === 'buy' ? lots : -lots, isDecimal)},"id":${id},"create_time":${Math.floor(at / 1_000)},"create_time_ms":${at},"price":"${priceText(ticks)}","contract":"${name}"}`;

/** The frames of trades: one a trade on spot, one for all in futures, where what was sold is below zero. */
export function tradeTexts(
  listing: Listing,
  wish: Wish,
  trades: readonly MarketTrade[],
  at: number,
): readonly string[] {
  if (wish.product === 'spot') return trades.map((trade) => dataText(wish.channel, at, spotTrade(listing, trade)));
  const told = trades.map((trade) => futuresTrade(listing, trade, wish.isDecimal));
  return told.length === 0 ? [] : [dataText(wish.channel, at, `[${told.join(',')}]`)];
}

/** `{"t":1606293275123,"u":48733182,"s":"BTC_USDT","b":"19177.79","B":"0.0003","a":"19179.38","A":"0.09"}` in a frame. */
export function bookTickerText({ listing, shown, lastId }: Desk, { channel, isDecimal }: Wish, at: number): string {
  const { name, priceText, sizeJson } = listing;
  const [bid, ask] = [shown.levels('bid')[0], shown.levels('ask')[0]];
  const told = (letter: string, level: typeof bid): string =>
    `"${letter}":"${level === undefined ? '' : priceText(level.ticks)}","${letter.toUpperCase()}":${sizeJson(level?.lots ?? 0, isDecimal)}`;
  return dataText(channel, at, `{"t":${at},"u":${lastId()},"s":"${name}",${told('b', bid)},${told('a', ask)}}`);
}

/** The rate of funding that holds at an instant: settled every eight hours, another each minute until then. */
export function fundingRate({ name }: Listing, at: number): string {
  return trimmed(unitsText((crc32(`${name} ${Math.floor(at / 60_000)}`) % 400) - 100, 6));
}

/** When funding is settled next, in seconds. */
export const nextFunding = (at: number): number => ((Math.floor(at / EIGHT_HOURS) + 1) * EIGHT_HOURS) / 1_000;

/** The middle of the book, one digit finer than prices are; and what is said of the price elsewhere. */
export function markAndIndex({ listing: { market } }: Desk): Readonly<Record<'mark' | 'index', string>> {
  const middle = ((market.book.bid[0]?.ticks ?? 0) + (market.book.ask[0]?.ticks ?? 0)) * 5;
  const told = (units: number): string => trimmed(unitsText(units, market.spec.priceDecimals + 1));
  return { mark: told(middle), index: told(middle + 3) };
}

/** What a ticker says; REST says the same. */
export function tickerRow(desk: Desk, product: Product, at: number): string {
  const { listing, shown, history } = desk;
  const { name, priceText, volumes, sizeText } = listing;
  const { total } = history(at);
  const { unit, base, quote } = volumes(total);
  const [bid, ask] = [shown.levels('bid')[0], shown.levels('ask')[0]];
  // In hundredths, whole, so that what is next to nothing has no sign.
  const change = trimmed(unitsText(Math.round(((total.close - total.open) * 10_000) / total.open), 2));
  const [high, low] = [priceText(total.high), priceText(total.low)];
  if (product === 'spot') {
    return `{"currency_pair":"${name}","last":"${priceText(total.close)}","lowest_ask":"${ask === undefined ? '' : priceText(ask.ticks)}","highest_bid":"${bid === undefined ? '' : priceText(bid.ticks)}","change_percentage":"${change}","base_volume":"${base}","quote_volume":"${quote}","high_24h":"${high}","low_24h":"${low}"}`;
  }
  const [rate, { mark, index }] = [fundingRate(listing, at), markAndIndex(desk)];
  return `{"contract":"${name}","last":"${priceText(total.close)}","change_percentage":"${change}","funding_rate":"${rate}","funding_rate_indicative":"${rate}","mark_price":"${mark}","index_price":"${index}","total_size":"73648","volume_24h":"${unit}","volume_24h_btc":"0","volume_24h_usd":"${quote}","quanto_base_rate":"","volume_24h_quote":"${quote}","volume_24h_settle":"${quote}","volume_24h_base":"${base}","low_24h":"${low}","high_24h":"${high}","lowest_ask":"${ask === undefined ? '' : priceText(ask.ticks)}","lowest_size":"${sizeText(ask?.lots ?? 0)}","highest_bid":"${bid === undefined ? '' : priceText(bid.ticks)}","highest_size":"${sizeText(bid?.lots ?? 0)}"}`;
}

/** The frame of a ticker; futures tell a list. */
export function tickerText(desk: Desk, wish: Wish, at: number): string {
  const row = tickerRow(desk, wish.product, at);
  return dataText(wish.channel, at, wish.product === 'spot' ? row : `[${row}]`);
}

/** `{"t":"1606292580","v":"2362.32035","c":"19128.1","h":..,"l":..,"o":..,"n":"1m_BTC_USDT","a":"3.8283","w":true}` in a frame; `v` is of the quote, in futures it is contracts. `w`: it is over. */
export function barText(
  listing: Listing,
  wish: Wish,
  bar: Bar,
  { at, isOver }: { readonly at: number; readonly isOver: boolean },
): string {
  const { priceText, volumes, name, sizeJson } = listing;
  const { base, quote } = volumes(bar);
  const prices = `"c":"${priceText(bar.close)}","h":"${priceText(bar.high)}","l":"${priceText(bar.low)}","o":"${priceText(bar.open)}"`;
  const begin = Math.floor(bar.begin / 1_000);
  const named = `"n":"${wish.interval ?? ''}_${name}"`;
  return wish.product === 'spot'
    ? dataText(wish.channel, at, `{"t":"${begin}","v":"${quote}",${prices},${named},"a":"${base}","w":${isOver}}`)
    : dataText(
        wish.channel,
        at,
        `[{"t":${begin},"v":${sizeJson(bar.lots, wish.isDecimal)},${prices},${named},"a":"${quote}","w":${isOver}}]`,
      );
}
