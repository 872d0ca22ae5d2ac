import type { FeedEvent } from '../../model/feedEvent.ts';
import type { OrderBook } from '../../model/orderBook.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Candle, Quote, Ticker, Trade } from '../../model/values.ts';
import { isColdwireError } from '../../errors/coldwireError.ts';
import { errorText } from '../errorText.ts';
import { reportText } from '../reportText.ts';
import { subscriptionText } from '../subscriptionText.ts';
import type { WatchEvent } from '../watchEvent.ts';
import type { Panel, Quoted, Top, Trust, ViewState } from './viewState.ts';

/** How many trades of a symbol are kept. */
export const SHOWN_TRADES = 3;
/** How many notes are kept. */
export const SHOWN_NOTES = 4;

type Value = Trade | Ticker | Quote | OrderBook | Candle;

/** What there is to show after `event`, which happened at `now` (milliseconds since the epoch). */
export function reduceView(state: ViewState, event: WatchEvent, now: number): ViewState {
  switch (event.kind) {
    case 'status':
      return { ...state, status: event.status };
    case 'report':
      return withNote(state, now, reportText(event.report, now));
    case 'failed': {
      const { subscription, error } = event;
      const reason = isColdwireError(error) ? error.kind : errorText(error);
      return withNote(
        withPanel(state, subscription, (panel) => withTrust(panel, subscription, { kind: 'failed', reason })),
        now,
        `${subscriptionText(subscription)}: ${errorText(error)}`,
      );
    }
    case 'feed':
      return withPanel(state, event.event.subscription, (panel) => ofFeed(panel, event.event));
  }
}

function ofFeed(panel: Panel, event: FeedEvent<unknown>): Panel {
  if (event.kind === 'data') return ofValue(panel, event.value as Value);
  const { subscription, ...trust } = event;
  return withTrust(event.kind === 'live' ? forgetful(panel, subscription) : panel, subscription, trust);
}

/** What was last known before a feed turned live is no part of what can be trusted now; trades are, being past anyway. */
function forgetful({ candle, ticker, ...panel }: Panel, { channel }: Subscription): Panel {
  return {
    ...panel,
    ...(candle === undefined || channel === 'candles' ? {} : { candle }),
    ...(ticker === undefined || channel === 'ticker' ? {} : { ticker }),
    top: channel === 'book' || channel === 'quotes' || channel === 'ticker' ? {} : panel.top,
  };
}

function ofValue(panel: Panel, value: Value): Panel {
  switch (value.kind) {
    case 'trade':
      return {
        ...panel,
        trades: panel.trades + 1,
        lastTrades: [value, ...panel.lastTrades].slice(0, SHOWN_TRADES),
      };
    case 'book':
      return {
        ...panel,
        books: panel.books + 1,
        verified: panel.verified + (value.checksum === undefined ? 0 : 1),
        top: topOf(value.bestBid, value.bestAsk),
      };
    case 'quote':
      return { ...panel, top: topOfTexts(value) };
    case 'ticker':
      return { ...panel, ticker: value, top: topOfTexts(value) };
    case 'candle':
      return { ...panel, candle: value };
  }
}

function topOf(bid: Quoted | undefined, ask: Quoted | undefined): Top {
  return { ...(bid === undefined ? {} : { bid }), ...(ask === undefined ? {} : { ask }) };
}

function topOfTexts({ bidText, bidSize, askText, askSize }: Quote | Ticker): Top {
  return topOf(quoted(bidText, bidSize), quoted(askText, askSize));
}

function quoted(priceText: string | undefined, size: number | undefined): Quoted | undefined {
  return priceText === undefined ? undefined : { priceText, sizeText: String(size ?? '?') };
}

function withTrust(panel: Panel, { channel }: Subscription, trust: Trust): Panel {
  return { ...panel, feeds: new Map(panel.feeds).set(channel, trust) };
}

function withPanel(state: ViewState, { symbol = '' }: Subscription, change: (panel: Panel) => Panel): ViewState {
  const panel = state.panels.get(symbol);
  return panel === undefined ? state : { ...state, panels: new Map(state.panels).set(symbol, change(panel)) };
}

function withNote(state: ViewState, at: number, text: string): ViewState {
  return { ...state, notes: [...state.notes, { at, text }].slice(-SHOWN_NOTES) };
}
