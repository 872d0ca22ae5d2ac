import type { FeedEvent } from '../../src/model/feedEvent.ts';
import type { OrderBook } from '../../src/model/orderBook.ts';
import type { Trade } from '../../src/model/values.ts';

/** One consumer of a feed, and what it must never see. */
export interface FeedRule {
  /** What is wrong with an event, by the invariant it breaks. */
  heard(event: FeedEvent<unknown>): string | undefined;
  readonly isLive: () => boolean;
  readonly lastBook: () => OrderBook | undefined;
}

/**
 * The best levels of the venue's own book at this moment, as text, where a book that was just emitted is known to be that one;
 * and the same of the book itself.
 */
export type TruthOf = (book: OrderBook) => { readonly theirs: string; readonly ours: () => string } | undefined;

/** How many of the books that were emitted are looked at again at the end. */
const KEPT = 5;

/**
 * The life of a feed, `(stale+ live data*)*`, its epochs, its books and its trades, judged by what a consumer sees alone. `ended`
 * looks again at what was emitted.
 */
export function feedRule(
  isGapFree: boolean,
  truthOf: TruthOf = () => undefined,
): FeedRule & { readonly ended: () => string | undefined } {
  let trust: 'none' | 'stale' | 'live' = 'none';
  let epoch = 0;
  let lastId: bigint | undefined;
  let freshStretch = true;
  /** Whether the connection of the last stretch is gone. */
  let lost = false;
  let book: OrderBook | undefined;
  const kept: { readonly theirs: string; readonly ours: () => string }[] = [];
  let books = 0;

  const told = (event: FeedEvent<unknown>): string | undefined => {
    switch (event.kind) {
      case 'stale':
        if (event.epoch < epoch) return `I5 stale of epoch ${event.epoch} after ${epoch}`;
        trust = 'stale';
        lost ||= epoch > 0 && (event.reason === 'connection-lost' || event.reason === 'silence');
        return undefined;
      case 'live':
        if (event.epoch < 1) return `I5 live in epoch ${event.epoch}`;
        if (lost && event.epoch <= epoch) return `I5 live in epoch ${event.epoch} after the loss of ${epoch}`;
        lost = false;
        if (trust === 'live') return 'I19 live twice without stale between';
        if (event.epoch < epoch) return `I5 live of epoch ${event.epoch} after ${epoch}`;
        epoch = event.epoch;
        trust = 'live';
        freshStretch = true;
        book = undefined;
        return undefined;
      case 'data':
        if (trust !== 'live') return `I19 data while ${trust}`;
        return valued(event.value as { readonly kind: string });
    }
  };
  const valued = (value: { readonly kind: string }): string | undefined => {
    if (value.kind === 'trade') return traded(value as Trade);
    if (value.kind !== 'book') return undefined;
    book = value as OrderBook;
    // Some are not read before the end: what is made when it is first read must not be of another time.
    const truth = books++ % 7 === 3 && kept.length < KEPT ? truthOf(book) : undefined;
    if (truth === undefined) return bookWrong(book);
    kept.push(truth);
    return undefined;
  };
  const traded = ({ id }: Trade): string | undefined => {
    const number = BigInt(id);
    const last = lastId;
    const fresh = freshStretch;
    lastId = number;
    freshStretch = false;
    if (last === undefined) return undefined;
    // Ids only rise, so one that comes twice comes after a later one, or after itself.
    if (number <= last) return `I22 trade ${id} after ${last}`;
    return isGapFree && !fresh && number !== last + 1n ? `I19 trade ${id} after ${last} without stale` : undefined;
  };
  return {
    heard: told,
    isLive: () => trust === 'live',
    lastBook: () => book,
    ended: () => {
      const changed = kept.find(({ theirs, ours }) => ours() !== theirs);
      return changed === undefined ? undefined : 'I24 an emitted book has changed';
    },
  };
}

/** What is wrong with a book by itself. */
function bookWrong({ bids, asks, bestBid, bestAsk }: OrderBook): string | undefined {
  for (const [levels, sign] of [
    [bids, -1],
    [asks, 1],
  ] as const)
    for (let i = 0; i < levels.length; i++) {
      const level = levels[i];
      const next = levels[i + 1];
      if (level === undefined || !(level.price >= 0) || !(level.size > 0))
        return `I20 a level that is none: ${level?.priceText} ${level?.sizeText}`.slice(0, 120);
      if (Number(level.priceText) !== level.price || Number(level.sizeText) !== level.size)
        return 'I23 text and number differ';
      if (next !== undefined && !((next.price - level.price) * sign > 0)) return 'I20 unsorted, or a price twice';
    }
  if (bestBid !== undefined && bestAsk !== undefined && bestBid.price >= bestAsk.price) return 'I20 crossed';
  return undefined;
}
