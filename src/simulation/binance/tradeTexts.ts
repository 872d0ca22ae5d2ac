import type { MarketTrade } from '../market/market.ts';
import type { Printing } from './printing.ts';

/** Aggregated trades are numbered by themselves, and there are fewer of them. */
const AGGREGATED = 700_000;

const makerIsBuyer = ({ side }: MarketTrade): boolean => side === 'sell';

/** `{"e":"trade","E":1723161255343,"s":"BTCUSDT","t":3735683259,"p":"61837.63000000","q":"0.02000000","T":1723161255342,"m":true,"M":true}`, in futures with `X` for `M` */
export function tradeText({ product, venueSymbol, price, size }: Printing, trade: MarketTrade, at: number): string {
  const rest = `"t":${trade.id},"p":"${price(trade.ticks)}","q":"${size(trade.lots)}"`;
  return product === 'spot'
    ? `{"e":"trade","E":${at},"s":"${venueSymbol}",${rest},"T":${trade.at},"m":${makerIsBuyer(trade)},"M":true}`
    : `{"e":"trade","E":${at},"T":${trade.at},"s":"${venueSymbol}",${rest},"X":"MARKET","m":${makerIsBuyer(trade)}}`;
}

/** `{"e":"aggTrade","E":1672515782136,"s":"BNBBTC","a":12345,"p":"0.001","q":"100","f":100,"l":105,"T":1672515782136,"m":true,"M":true}`, in futures with `st` for `M` */
export function aggTradeText({ product, venueSymbol, price, size }: Printing, trade: MarketTrade, at: number): string {
  const { id } = trade;
  const last = product === 'spot' ? '"M":true' : '"st":1';
  return `{"e":"aggTrade","E":${at},"s":"${venueSymbol}","a":${id - AGGREGATED},"p":"${price(trade.ticks)}","q":"${size(trade.lots)}","f":${id},"l":${id},"T":${trade.at},"m":${makerIsBuyer(trade)},${last}}`;
}
