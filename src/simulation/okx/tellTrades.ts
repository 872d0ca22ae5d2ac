import type { MarketTrade } from '../market/market.ts';
import { channels } from './channels.ts';
import { dataText } from './dataText.ts';
import type { Desk } from './desk.ts';
import { barRow, executionRows, markRow, tickerRow, tradeRow } from './rows.ts';
import type { Wish } from './wish.ts';

/** The current state of a channel, as its first frame tells it; nothing of one that has none. */
export function stateRows(desk: Desk, wish: Pick<Wish, 'channel' | 'kind'>, at: number): readonly unknown[] {
  const { listing, history, seqId } = desk;
  const { trades, total } = history(at);
  const last = trades.at(-1);
  switch (wish.channel) {
    case 'trades':
      return last === undefined ? [] : [tradeRow(listing, last, seqId())];
    case 'trades-all':
      return last === undefined ? [] : executionRows(listing, last).slice(-1);
    case 'tickers':
      return [tickerRow(listing, total, last, at)];
    case 'mark-price':
      return [markRow(listing, at)];
    default:
      return desk
        .bars(wish, at)
        .slice(-1)
        .map(([begin, bar]) => barRow(listing, bar, begin, false));
  }
}

/** Tells what a step traded, or that the best prices are others, to those whom it concerns. */
export function tellTrades(desk: Desk, trades: readonly MarketTrade[], at: number): void {
  for (const channel of desk.channels()) {
    const kind = channels.get(channel);
    const isState = channel === 'tickers' || channel === 'mark-price';
    if (kind === undefined || (trades.length === 0 && !isState)) continue;
    const arg = { channel, instId: desk.listing.instId };
    const texts = framesOf(desk, { channel, kind }, trades, at).map((data) => dataText(arg, data));
    for (const { send } of desk.topics(channel)) texts.forEach(send);
  }
}

/** The data of each frame a channel sends for these trades. */
function framesOf(
  desk: Desk,
  wish: Pick<Wish, 'channel' | 'kind'>,
  trades: readonly MarketTrade[],
  at: number,
): readonly (readonly unknown[])[] {
  const { channel, kind } = wish;
  const { listing } = desk;
  if (channel === 'trades') return trades.map((trade) => [tradeRow(listing, trade, desk.seqId())]);
  if (channel === 'trades-all') return trades.flatMap((trade) => executionRows(listing, trade).map((row) => [row]));
  if (channel === 'tickers' || channel === 'mark-price') return [stateRows(desk, wish, at)];
  if (kind.minutes === undefined) return [];
  const bars = desk.bars(wish, at);
  // With the first trades of a bar the one before is over, which is told first.
  const told = bars.slice(bars.at(-1)?.[1].trades === trades.length ? -2 : -1);
  return told.map(([begin, bar], index) => [barRow(listing, bar, begin, index < told.length - 1)]);
}
