import { crc32 } from '../../util/crc32.ts';
import type { MarketTrade } from '../market/market.ts';
import type { Bar } from '../market/marketHistory.ts';
import type { Listing } from './listing.ts';
import { numberText } from './numberText.ts';
import { countOf, lastIdOf } from './tradeIds.ts';

const EIGHT_HOURS = 28_800_000;

/** `{"instId":"BTC-USDT","tradeId":"130639474","px":"42219.9","sz":"0.12060306","side":"buy","ts":"1630048897897","count":"3","seqId":1234}` */
export function tradeRow({ instId, priceText, sizeText }: Listing, trade: MarketTrade, seqId: number): object {
  const { id, side, ticks, lots, at } = trade;
  return {
    instId,
    tradeId: String(lastIdOf(id)),
    px: priceText(ticks),
    sz: sizeText(lots),
    side,
    ts: String(at),
    count: String(countOf(trade)),
    source: '0',
    seqId,
  };
}

/** The executions a trade is made of, each with its own id: `{"instId":"BSV-USDT","tradeId":"84834539","px":"42.52","sz":"3.75","side":"buy","ts":"1697760012017"}` */
export function executionRows({ instId, priceText, sizeText }: Listing, trade: MarketTrade): readonly object[] {
  const { id, side, ticks, lots, at } = trade;
  const count = countOf(trade);
  const part = Math.floor(lots / count);
  return Array.from({ length: count }, (_, index) => ({
    instId,
    tradeId: String(lastIdOf(id) - count + 1 + index),
    px: priceText(ticks),
    sz: sizeText(index === 0 ? lots - part * (count - 1) : part),
    side,
    ts: String(at),
    source: '0',
  }));
}

/** `{"instType":"SPOT","instId":"BTC-USDT","last":"9999.99","lastSz":"0.1","askPx":"9999.99",...,"sodUtc8":"2222","ts":"1597026383085"}` */
export function tickerRow(listing: Listing, total: Bar, last: MarketTrade | undefined, at: number): object {
  const { instId, instType, market, priceText, sizeText, volumes } = listing;
  const [bid, ask] = [market.book.bid[0], market.book.ask[0]];
  const { unit, currency } = volumes(total);
  return {
    instType,
    instId,
    last: priceText(total.close),
    lastSz: sizeText(last?.lots ?? 0),
    askPx: ask === undefined ? '' : priceText(ask.ticks),
    askSz: ask === undefined ? '' : sizeText(ask.lots),
    bidPx: bid === undefined ? '' : priceText(bid.ticks),
    bidSz: bid === undefined ? '' : sizeText(bid.lots),
    open24h: priceText(total.open),
    high24h: priceText(total.high),
    low24h: priceText(total.low),
    volCcy24h: currency,
    vol24h: unit,
    sodUtc0: priceText(total.open),
    sodUtc8: priceText(total.open),
    ts: String(at),
  };
}

/** `["1597026383085","8533.02","8553.74","8527.17","8548.26","45247","529.5858061","5529.5858061","0"]`; the last is 1 once the bar is over. */
export function barRow(listing: Listing, bar: Bar, begin: number, isOver: boolean): readonly string[] {
  const { priceText, volumes } = listing;
  const { unit, currency, quote } = volumes(bar);
  const prices = [bar.open, bar.high, bar.low, bar.close].map(priceText);
  return [String(begin), ...prices, unit, currency, quote, isOver ? '1' : '0'];
}

/** `{"instType":"FUTURES","instId":"LTC-USD-190628","markPx":"0.1","ts":"1597026383085"}` */
export function markRow({ instId, instType, market }: Listing, at: number): object {
  const { book, spec } = market;
  const middle = ((book.bid[0]?.ticks ?? 0) + (book.ask[0]?.ticks ?? 0)) * 5;
  return { instType, instId, markPx: numberText(middle, spec.priceDecimals + 1), ts: String(at) };
}

/** A rate that is settled every eight hours; its fields are those of a capture of August 2026. */
export function fundingRow({ instId, instType }: Listing, at: number): object {
  const begin = Math.floor(at / EIGHT_HOURS) * EIGHT_HOURS;
  const rate = (hour: number): string => numberText((crc32(`${instId} ${hour}`) % 4_000_000_000) - 1_000_000_000, 13);
  return {
    formulaType: 'withRate',
    fundingRate: rate(begin + Math.floor(at / 60_000)),
    fundingTime: String(begin + EIGHT_HOURS),
    impactValue: '10000.0000000000000000',
    instId,
    instType,
    interestRate: '0.0001000000000000',
    maxFundingRate: '0.00375',
    method: 'current_period',
    minFundingRate: '-0.00375',
    nextFundingRate: '',
    nextFundingTime: String(begin + 2 * EIGHT_HOURS),
    premium: rate(begin),
    prevFundingTime: String(begin),
    settFundingRate: rate(begin - 1),
    settState: 'settled',
    ts: String(at),
  };
}
