import type { Market, MarketTrade } from '../market/market.ts';
import type { Bar } from '../market/marketHistory.ts';
import { unitsText } from '../market/unitsText.ts';
import type { BookLevel } from '../market/marketBook.ts';
import { levelText } from './levelText.ts';
import { nanoTimeText, timeText } from './timeText.ts';

/** Whether a frame tells the whole state or a change. */
export type FrameType = 'snapshot' | 'update';

/** What a book frame is made of. */
export interface BookFrame {
  readonly type: FrameType;
  readonly bid: readonly BookLevel[];
  readonly ask: readonly BookLevel[];
  readonly checksum: number;
  /** The text of its instant. */
  readonly time: string;
}

/** What a frame of bars is made of. */
export interface OhlcFrame {
  /** The length of each bar. */
  readonly minutes: number;
  readonly bars: readonly Bar[];
  /** The text of its instant. */
  readonly time: string;
}

const frame = (channel: string, type: FrameType, data: readonly string[], between = ''): string =>
  `{"channel":"${channel}","type":"${type}",${between}"data":[${data.join(',')}]}`;

/** `{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],"asks":[{"price":63005.0,"qty":2.08665551}],"checksum":2532652056,"timestamp":"..."}]}` */
export function bookText(market: Market, { type, bid, ask, checksum, time }: BookFrame): string {
  const side = (levels: readonly BookLevel[]): string => levels.map((level) => levelText(level, market)).join(',');
  return frame('book', type, [
    `{"symbol":"${market.spec.symbol}","bids":[${side(bid)}],"asks":[${side(ask)}],"checksum":${checksum},"timestamp":"${time}"}`,
  ]);
}

/** `{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":63005.0,"qty":0.00027625,"ord_type":"limit","trade_id":10218208,"timestamp":"..."}]}` */
export function tradeText({ spec }: Market, type: FrameType, trades: readonly MarketTrade[]): string {
  return frame(
    'trade',
    type,
    trades.map(
      ({ id, side, ticks, lots, at }) =>
        `{"symbol":"${spec.symbol}","side":"${side}","price":${unitsText(ticks, spec.priceDecimals)},"qty":${unitsText(lots, spec.sizeDecimals)},"ord_type":"${id % 3 === 0 ? 'market' : 'limit'}","trade_id":${id},"timestamp":"${timeText(at, id)}"}`,
    ),
  );
}

/** `{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":63004.9,"bid_qty":2.50000000,...,"change_pct":0.24,"timestamp":"..."}]}` */
export function tickerText({ spec, book }: Market, type: FrameType, total: Bar, time: string): string {
  const price = (ticks: number): string => unitsText(ticks, spec.priceDecimals);
  const size = (lots: number): string => unitsText(lots, spec.sizeDecimals);
  const change = total.close - total.open;
  const [bid, ask] = [book.bid[0], book.ask[0]];
  return frame('ticker', type, [
    `{"symbol":"${spec.symbol}","bid":${price(bid?.ticks ?? 0)},"bid_qty":${size(bid?.lots ?? 0)},"ask":${price(ask?.ticks ?? 0)},"ask_qty":${size(ask?.lots ?? 0)},"last":${price(total.close)},"volume":${size(total.lots)},"vwap":${price(Math.round(total.turnover / total.lots))},"low":${price(total.low)},"high":${price(total.high)},"change":${price(change)},"change_pct":${unitsText(Math.round((change / total.open) * 10_000), 2)},"timestamp":"${time}"}`,
  ]);
}

/** `{"channel":"ohlc","type":"update","timestamp":"...","data":[{"symbol":"BTC/USD","open":..,"interval_begin":"2023-10-04T16:25:00.000000000Z","interval":5,...}]}` */
export function ohlcText({ spec }: Market, type: FrameType, { minutes, bars, time }: OhlcFrame): string {
  const price = (ticks: number): string => unitsText(ticks, spec.priceDecimals);
  const data = bars.map(
    ({ begin, open, high, low, close, lots, turnover, trades }) =>
      `{"symbol":"${spec.symbol}","open":${price(open)},"high":${price(high)},"low":${price(low)},"close":${price(close)},"trades":${trades},"volume":${unitsText(lots, spec.sizeDecimals)},"vwap":${price(Math.round(turnover / lots))},"interval_begin":"${nanoTimeText(begin)}","interval":${minutes},"timestamp":"${timeText(begin + minutes * 60_000)}"}`,
  );
  return frame('ohlc', type, data, `"timestamp":"${time}",`);
}
