import type { ArmedFaults } from '../armedFaults.ts';
import type { Market, MarketTrade } from '../market/market.ts';
import { type MarketHistory, marketHistory } from '../market/marketHistory.ts';
import { type BookWindow, bookWindow } from './bookWindow.ts';
import { type ShownBook, shownBook } from '../market/shownBook.ts';
import { timeText } from './timeText.ts';
import type { Topic } from './topic.ts';
import { intervals } from './wish.ts';

/** One market with all that is made of it and all who follow it. */
export interface Desk {
  readonly market: Market;
  readonly shown: ShownBook;
  readonly armed: ArmedFaults;
  /** The text of an instant, its microseconds other each time. */
  readonly stamp: (at: number) => string;
  /** Begins, with what the market traded before, at the instant it is first asked for. */
  readonly history: (now: number) => MarketHistory;
  /** Those who are served. */
  readonly topics: ReadonlySet<Topic>;
  readonly follow: (topic: Topic) => void;
  readonly unfollow: (topic: Topic) => void;
  /** A window for each depth somebody follows. */
  readonly windows: () => readonly BookWindow[];
}

/** The desk of a market nobody follows yet. */
export function desk(market: Market, armed: ArmedFaults): Desk {
  const topics = new Set<Topic>();
  const shown = shownBook(market);
  let told = 0;
  let history: MarketHistory | undefined;
  return {
    market,
    shown,
    armed,
    stamp: (at) => timeText(at, ++told * 7),
    topics,
    follow: (topic) => void topics.add(topic),
    unfollow: (topic) => void topics.delete(topic),
    history(now) {
      history ??= begun(market.past, now);
      return history;
    },
    windows() {
      const depths = new Set<number>();
      for (const { wish } of topics) {
        if (wish.depth !== undefined) depths.add(wish.depth);
      }
      return [...depths].map((depth) => bookWindow(depth, shown));
    },
  };
}

function begun(past: readonly MarketTrade[], now: number): MarketHistory {
  const history = marketHistory(intervals);
  for (const trade of past) history.add({ ...trade, at: now + trade.at });
  return history;
}
