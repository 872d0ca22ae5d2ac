import { match } from 'ts-pattern';
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
  return match(event)
    .with({ kind: 'status' }, ({ status }) => ({ ...state, status }))
    .with({ kind: 'report' }, ({ report }) => withNote(state, now, reportText(report, now)))
    .with({ kind: 'feed' }, ({ event: told }) => withPanel(state, told.subscription, (panel) => ofFeed(panel, told)))
    .with({ kind: 'failed' }, ({ subscription, error }) => {
      const reason = isColdwireError(error) ? error.kind : errorText(error);
      const failed = withPanel(state, subscription, (panel) =>
        withTrust(panel, subscription, { kind: 'failed', reason }),
      );
      return withNote(failed, now, `${subscriptionText(subscription)}: ${errorText(error)}`);
    })
    .exhaustive();
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
  return match(value)
    .with({ kind: 'trade' }, (trade) => ({
      ...panel,
      trades: panel.trades + 1,
      lastTrades: [trade, ...panel.lastTrades].slice(0, SHOWN_TRADES),
    }))
    .with({ kind: 'book' }, ({ checksum, bestBid, bestAsk }) => ({
      ...panel,
      books: panel.books + 1,
      verified: panel.verified + (checksum === undefined ? 0 : 1),
      top: topOf(bestBid, bestAsk),
    }))
    .with({ kind: 'quote' }, (quote) => ({ ...panel, top: topOfTexts(quote) }))
    .with({ kind: 'ticker' }, (ticker) => ({ ...panel, ticker, top: topOfTexts(ticker) }))
    .with({ kind: 'candle' }, (candle) => ({ ...panel, candle }))
    .exhaustive();
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
