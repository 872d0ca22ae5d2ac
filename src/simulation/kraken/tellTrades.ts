import type { MarketTrade } from '../market/market.ts';
import { ohlcText, tickerText, tradeText } from './dataFrames.ts';
import type { Desk } from './desk.ts';
import type { Wish } from './wish.ts';

/**
 * Tells what a step traded, or that the best prices are others, to those whom it concerns: each text is made once. Bars and
 * trades come with trades alone, the ticker by its trigger.
 */
export function tellTrades(desk: Desk, trades: readonly MarketTrade[], time: number): void {
  const texts = new Map<string, string>();
  for (const { wish, send } of desk.topics) {
    const isDue = wish.channel !== 'book' && (trades.length > 0 || wish.trigger === 'bbo');
    if (!isDue) continue;
    const key = `${wish.channel} ${wish.interval ?? ''}`;
    const text = texts.get(key) ?? updateText(desk, wish, trades, time);
    texts.set(key, text);
    send(text);
  }
}

function updateText(
  { market, history, stamp }: Desk,
  { channel, interval = 1 }: Wish,
  trades: readonly MarketTrade[],
  time: number,
): string {
  if (channel === 'trade') return tradeText(market, 'update', trades);
  if (channel === 'ticker') return tickerText(market, 'update', history(time).total, stamp(time));
  return ohlcText(market, 'update', {
    minutes: interval,
    bars: history(time).bars(interval).slice(-1),
    time: stamp(time),
  });
}
