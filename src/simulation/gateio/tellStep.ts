import type { MarketTrade } from '../market/market.ts';
import type { Topic } from '../topic.ts';
import { changedBookText, fullPushText, updateText, wholeBookText } from './bookTexts.ts';
import type { DepthNews } from './depthTape.ts';
import type { Desk } from './desk.ts';
import { barText, bookTickerText, tickerText, tradeTexts } from './marketTexts.ts';
import { barMinutes, type Wish, wishKey } from './wish.ts';

/** What happened in one step of a market. */
export interface Step {
  readonly at: number;
  readonly trades: readonly MarketTrade[];
  /** Whether the best prices or their sizes are others. */
  readonly touched: boolean;
}

/** Tickers come at most so often, in milliseconds. */
const TICKER = 1_000;

/** Tells all who follow an instrument of a step. */
export function tellStep(desk: Desk, step: Step): void {
  const news = new Map([...desk.tapes].map(([levels, tape]) => [levels, tape.advance(desk.lastId())]));
  for (const topics of desk.topics.values()) {
    const [first] = topics;
    if (first === undefined) continue;
    const { kind, levels = 0 } = first.wish;
    if (kind === 'obu' || kind === 'order_book_update') tellChanges(desk, topics, news.get(levels), step.at);
    else if (isDue(desk, first.wish, step)) tellEach(topics, (wish) => textsOf(desk, wish, step));
  }
}

/** Tells the books of the second generation whole, though nobody asked. */
export function tellWhole(desk: Desk, at: number): void {
  for (const topics of desk.topics.values()) {
    for (const topic of topics) {
      if (topic.wish.kind === 'obu') deliver(desk, topic, [wholeOf(desk, topic.wish, at)], at);
    }
  }
}

/** A book of the second generation, whole. */
export function wholeOf(desk: Desk, wish: Wish, at: number): string {
  return wholeBookText(desk.listing, wish, desk.tape(wish.levels ?? 0).state(), at);
}

function deliver(desk: Desk, topic: Topic<Wish>, texts: readonly string[], at: number): void {
  const late = desk.lateness(topic, at);
  if (late === 0) texts.forEach(topic.send);
  else topic.after(late, () => texts.forEach(topic.send));
}

/** The faults of changes hit one follower at a time. */
function tellChanges(desk: Desk, topics: Iterable<Topic<Wish>>, news: DepthNews | undefined, at: number): void {
  if (news === undefined) return;
  const { listing, armed } = desk;
  const { symbol } = listing.market.spec;
  for (const topic of topics) {
    const { socket, wish } = topic;
    if (armed.take('drop-delta', symbol, socket) !== undefined) continue;
    const text = (wish.kind === 'obu' ? changedBookText : updateText)(listing, wish, news, at);
    const texts = armed.take('duplicate-delta', symbol, socket) === undefined ? [text] : [text, text];
    deliver(desk, topic, texts, at);
  }
}

/** Whether there is anything to tell of a wish; if so, it is told. */
function isDue(desk: Desk, wish: Wish, { at, trades, touched }: Step): boolean {
  switch (wish.kind) {
    case 'trades':
    case 'candlesticks':
      return trades.length > 0;
    case 'book_ticker':
      return touched;
    case 'tickers':
      return desk.isDue(wishKey(wish), TICKER, at);
    default:
      return desk.isDue(wishKey(wish), wish.every ?? 0, at, desk.tape(wish.levels ?? 0).state().last);
  }
}

function textsOf(desk: Desk, wish: Wish, { at, trades }: Step): readonly string[] {
  const { listing } = desk;
  switch (wish.kind) {
    case 'trades':
      return tradeTexts(listing, wish, trades, at);
    case 'book_ticker':
      return [bookTickerText(desk, wish, at)];
    case 'tickers':
      return [tickerText(desk, wish, at)];
    case 'candlesticks':
      return barTexts(desk, wish, trades.length, at);
    default:
      return [fullPushText(listing, wish, desk.tape(wish.levels ?? 0).state(), at)];
  }
}

/** With the first trades of a bar the one before is over, which is told first. */
function barTexts({ listing, history }: Desk, wish: Wish, trades: number, at: number): readonly string[] {
  const bars = history(at).bars(barMinutes.get(wish.interval ?? '') ?? 1);
  const told = bars.slice(bars.at(-1)?.trades === trades ? -2 : -1);
  return told.map((bar, index) => barText(listing, wish, bar, { at, isOver: index < told.length - 1 }));
}

/** Texts are made once for all who want sizes in the same form. */
function tellEach(topics: Iterable<Topic<Wish>>, textsFor: (wish: Wish) => readonly string[]): void {
  const made = new Map<boolean, readonly string[]>();
  for (const { wish, send } of topics) {
    const texts = made.get(wish.isDecimal) ?? textsFor(wish);
    made.set(wish.isDecimal, texts);
    texts.forEach(send);
  }
}
