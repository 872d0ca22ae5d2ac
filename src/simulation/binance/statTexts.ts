import type { MarketTrade } from '../market/market.ts';
import type { Touch } from './bookTexts.ts';
import type { Kline, Traded } from './kline.ts';
import type { KlineInterval } from './klineInterval.ts';
import type { Printing } from './printing.ts';

/** What a ticker tells of. */
export interface Statistics {
  readonly total: Traded;
  /** When the counting began. */
  readonly since: number;
  readonly last: MarketTrade | undefined;
  readonly touch: Touch;
}

/** `{"e":"24hrTicker","E":1672515782136,"s":"BNBBTC","p":"0.0015","P":"250.00","w":"0.0018",...}`; futures leave the best prices and the price before the first out. */
export function tickerText(printing: Printing, { total, since, last, touch }: Statistics, at: number): string {
  const { product, venueSymbol, price, size, amount, between } = printing;
  const change = total.close - total.open;
  const { bid, ask } = touch;
  const [before, best] =
    product === 'usdm'
      ? ['', '']
      : [
          `"x":"${price(total.open)}",`,
          `"b":"${price(bid?.ticks ?? 0)}","B":"${size(bid?.lots ?? 0)}","a":"${price(ask?.ticks ?? 0)}","A":"${size(ask?.lots ?? 0)}",`,
        ];
  const moved = `"p":"${price(change)}","P":"${((change / total.open) * 100).toFixed(3)}","w":"${between(total.turnover / total.lots)}",${before}"c":"${price(total.close)}","Q":"${size(last?.lots ?? 0)}",${best}`;
  const span = `"o":"${price(total.open)}","h":"${price(total.high)}","l":"${price(total.low)}","v":"${size(total.lots)}","q":"${amount(total.turnover)}","O":${since},"C":${at},"F":${total.firstId},"L":${total.lastId},"n":${total.count}`;
  return `{"e":"24hrTicker","E":${at},"s":"${venueSymbol}",${moved}${span}}`;
}

/** `{"e":"24hrMiniTicker","E":1672515782136,"s":"BNBBTC","c":"0.0025","o":"0.0010","h":"0.0025","l":"0.0010","v":"10000","q":"18"}` */
export function miniTickerText({ venueSymbol, price, size, amount }: Printing, total: Traded, at: number): string {
  return `{"e":"24hrMiniTicker","E":${at},"s":"${venueSymbol}","c":"${price(total.close)}","o":"${price(total.open)}","h":"${price(total.high)}","l":"${price(total.low)}","v":"${size(total.lots)}","q":"${amount(total.turnover)}"}`;
}

/** `{"e":"kline","E":1672515782136,"s":"BNBBTC","k":{"t":1672515780000,"T":1672515839999,"s":"BNBBTC","i":"1m","f":100,"L":200,...}}` */
export function klineText(
  { venueSymbol, price, size, amount }: Printing,
  interval: KlineInterval,
  bar: Kline,
  at: number,
  isClosed: boolean,
): string {
  return `{"e":"kline","E":${at},"s":"${venueSymbol}","k":{"t":${bar.openTime},"T":${bar.closeTime},"s":"${venueSymbol}","i":"${interval}","f":${bar.firstId},"L":${bar.lastId},"o":"${price(bar.open)}","c":"${price(bar.close)}","h":"${price(bar.high)}","l":"${price(bar.low)}","v":"${size(bar.lots)}","n":${bar.count},"x":${isClosed},"q":"${amount(bar.turnover)}","V":"${size(bar.boughtLots)}","Q":"${amount(bar.boughtTurnover)}","B":"0"}}`;
}

/** Funding is due every eight hours. */
const FUNDING = 8 * 3_600_000;

/** `{"e":"markPriceUpdate","E":1562305380000,"s":"BTCUSDT","p":"11794.15000000","i":"11784.62659091","P":"11784.25641265","r":"0.00038167","T":1562306400000,"st":1}` */
export function markText(
  { venueSymbol, between }: Printing,
  { total, touch: { bid, ask } }: Statistics,
  at: number,
): string {
  const middle = ((bid?.ticks ?? total.close) + (ask?.ticks ?? total.close)) / 2;
  const index = total.turnover / total.lots;
  const rate = 0.0001 + (middle / index - 1) / 10;
  return `{"e":"markPriceUpdate","E":${at},"s":"${venueSymbol}","p":"${between(middle)}","i":"${between(index)}","P":"${between(index)}","r":"${rate.toFixed(8)}","T":${(Math.floor(at / FUNDING) + 1) * FUNDING},"st":1}`;
}
