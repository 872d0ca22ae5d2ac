import type { ClientStatus } from '../../model/clientStatus.ts';
import type { StaleReason } from '../../model/feedEvent.ts';
import type { Channel, Subscription } from '../../model/subscription.ts';
import type { Candle, Ticker, Trade } from '../../model/values.ts';

/** How far a feed can be trusted. `since` is the receipt of its last good frame, milliseconds since the epoch. */
export type Trust =
  | { readonly kind: 'live'; readonly epoch: number }
  | { readonly kind: 'stale'; readonly epoch: number; readonly reason: StaleReason; readonly since: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** The best prices of a symbol, by whichever channel tells them. */
export interface Top {
  readonly bid?: Quoted;
  readonly ask?: Quoted;
}

/** A price and the size at it, in the venue's text. */
export interface Quoted {
  readonly priceText: string;
  readonly sizeText: string;
}

/** What is shown of one symbol. */
export interface Panel {
  readonly symbol: string;
  /** The watched channels, each with its trust; absent until the feed has spoken. */
  readonly feeds: ReadonlyMap<Channel, Trust | undefined>;
  readonly top: Top;
  /** Newest first. */
  readonly lastTrades: readonly Trade[];
  readonly ticker?: Ticker;
  readonly candle?: Candle;
  readonly trades: number;
  readonly books: number;
  /** Books that agreed with the venue's checksum. */
  readonly verified: number;
}

/** All that is shown. */
export interface ViewState {
  /** By symbol, in the order asked for. */
  readonly panels: ReadonlyMap<string, Panel>;
  readonly status?: ClientStatus;
  /** The last reports, oldest first. */
  readonly notes: readonly Note[];
}

/** Something that happened behind the feeds, in one line. */
export interface Note {
  readonly at: number;
  readonly text: string;
}

/** What there is to show before anything has happened. */
export function initialView(subscriptions: readonly Subscription[]): ViewState {
  const panels = new Map<string, Panel>();
  for (const { symbol = '', channel } of subscriptions) {
    const feeds = new Map(panels.get(symbol)?.feeds).set(channel, undefined);
    panels.set(symbol, { symbol, feeds, top: {}, lastTrades: [], trades: 0, books: 0, verified: 0 });
  }
  return { panels, notes: [] };
}

/** How far a symbol can be trusted: no further than the worst of its feeds. */
export function trustOf({ feeds }: Panel): Trust | undefined {
  const trusts = [...feeds.values()];
  return (
    trusts.find((trust) => trust?.kind === 'failed') ??
    trusts.find((trust) => trust?.kind === 'stale') ??
    (trusts.includes(undefined) ? undefined : trusts[0])
  );
}
