import type { MarketTrade } from '../market/market.ts';
import type { Topic } from '../topic.ts';
import { bookTickerText, depthText, partialText, type Touch } from './bookTexts.ts';
import type { DepthEvent } from './depthTape.ts';
import type { Desk } from './desk.ts';
import type { Kline } from './kline.ts';
import type { KlineInterval } from './klineInterval.ts';
import { klineText, markText, miniTickerText, type Statistics, tickerText } from './statTexts.ts';
import type { Stream } from './stream.ts';
import { aggTradeText, tradeText } from './tradeTexts.ts';

/** What happened in one step of a market. */
export interface Step {
  readonly at: number;
  readonly trades: readonly MarketTrade[];
  /** The best prices, each time they changed. */
  readonly touches: readonly Touch[];
  /** The bars it closed. */
  readonly closed: ReadonlyMap<KlineInterval, Kline>;
}

/** Tells all who follow a market of a step, each stream's texts made once. */
export function tellStep(desk: Desk, step: Step): void {
  const events = cutTapes(desk, step.at);
  for (const topics of desk.topics.values()) {
    const [first] = topics;
    if (first === undefined) continue;
    const { wish } = first;
    const event = wish.kind === 'depth' ? events.get(wish.every) : undefined;
    const texts = wish.kind === 'depth' ? [] : textsOf(desk, wish, step);
    for (const topic of topics) {
      for (const text of texts) topic.send(text);
    }
    if (event !== undefined) tellDepth(desk, depthText(desk.printing, event, step.at), topics, step.at);
  }
}

function cutTapes({ tapes }: Desk, at: number): ReadonlyMap<number, DepthEvent> {
  return new Map(tapes.flatMap((tape) => (tape.isDue(at) ? [[tape.every, tape.cut(at)] as const] : [])));
}

/** The faults of changes hit one follower at a time. */
function tellDepth(desk: Desk, text: string, topics: ReadonlySet<Topic<Stream>>, at: number): void {
  const { symbol } = desk.market.spec;
  const take = (kind: 'drop-delta' | 'duplicate-delta', socket: string): boolean =>
    desk.armed.take(kind, symbol, socket) !== undefined;
  for (const topic of topics) {
    const { socket, send, after } = topic;
    if (take('drop-delta', socket)) continue;
    const texts = take('duplicate-delta', socket) ? [text, text] : [text];
    const late = desk.lateness(topic, at);
    if (late === 0) texts.forEach(send);
    else after(late, () => texts.forEach(send));
  }
}

function textsOf(desk: Desk, stream: Stream, step: Step): readonly string[] {
  const { printing } = desk;
  const { at, trades, touches } = step;
  switch (stream.kind) {
    case 'trade':
      return trades.map((trade) => tradeText(printing, trade, at));
    case 'aggTrade':
      return trades.map((trade) => aggTradeText(printing, trade, at));
    case 'bookTicker':
      return touches.map((touch) => bookTickerText(printing, touch, at));
    case 'kline':
      return klinesOf(desk, stream.interval, stream.every, step);
    case 'depth':
      return [];
    default:
      return desk.isDue(stream.name, stream.every, at) ? [stateText(desk, stream, at)] : [];
  }
}

function klinesOf(desk: Desk, interval: KlineInterval, every: number, { at, trades, closed }: Step): readonly string[] {
  const { printing } = desk;
  const last = closed.get(interval);
  const texts = last === undefined ? [] : [klineText(printing, interval, last, at, true)];
  const isTold = trades.length > 0 && desk.isDue(`kline ${interval}`, every, at);
  return isTold ? [...texts, klineText(printing, interval, desk.history(at).bar(interval), at, false)] : texts;
}

type StateStream = Extract<Stream, { readonly kind: 'ticker' | 'miniTicker' | 'mark' | 'partial' }>;

function stateText(desk: Desk, stream: StateStream, at: number): string {
  const { printing, shown, history, touch } = desk;
  switch (stream.kind) {
    case 'miniTicker':
      return miniTickerText(printing, history(at).total(), at);
    case 'partial': {
      const [bid, ask] = [shown.levels('bid').slice(0, stream.levels), shown.levels('ask').slice(0, stream.levels)];
      const last = desk.lastId();
      return partialText(printing, { first: last, last, previous: last, bid, ask }, at);
    }
    default: {
      const { total, since, last } = history(at);
      const statistics: Statistics = { total: total(), since, last: last(), touch: touch() };
      return stream.kind === 'ticker' ? tickerText(printing, statistics, at) : markText(printing, statistics, at);
    }
  }
}
