import type { ArmedFaults } from '../armedFaults.ts';
import type { MarketTrade } from '../market/market.ts';
import { type MarketHistory, marketHistory } from '../market/marketHistory.ts';
import { type ShownBook, shownBook } from '../market/shownBook.ts';
import type { Topic } from '../topic.ts';
import { type DepthTape, depthTape, type Sides } from './depthTape.ts';
import type { Listing } from './listing.ts';
import { barMinutes, type Wish, wishKey } from './wish.ts';

/** A whole book, and the number of its latest change. */
export interface Snapshot extends Sides {
  readonly id: number;
}

/** One instrument with all that is made of it and all who follow it. */
export interface Desk {
  readonly listing: Listing;
  readonly shown: ShownBook;
  readonly armed: ArmedFaults;
  /** The number of the latest change. */
  readonly lastId: () => number;
  /** Numbers so many changes that have just been made. */
  readonly changed: (count: number) => void;
  /** The tapes there are, by levels a side. */
  readonly tapes: ReadonlyMap<number, DepthTape>;
  /** The tape of so many levels; begins when it is first asked for. */
  readonly tape: (levels: number) => DepthTape;
  /** The whole book as REST tells it: as it stands, or as it stood when the venue began to tell no other. */
  readonly snapshot: (at: number) => Snapshot;
  /** REST tells the book as it stands now, until then. */
  readonly hold: (until: number) => void;
  /** How much later than it should a change reaches this follower, in milliseconds; never before the one before. */
  readonly lateness: (topic: Topic<Wish>, at: number) => number;
  /** Changes are so much late, until then. */
  readonly slow: (by: number, until: number) => void;
  /** Begins, with what the market traded before, at the instant it is first asked for. */
  readonly history: (now: number) => MarketHistory;
  /** Whether what is told each so many milliseconds, and only when `state` is another, is due now; if so, it has been told. */
  readonly isDue: (what: string, every: number, at: number, state?: unknown) => boolean;
  /** Those who are served, by what they are served. */
  readonly topics: ReadonlyMap<string, ReadonlySet<Topic<Wish>>>;
  readonly follow: (topic: Topic<Wish>) => void;
  readonly unfollow: (topic: Topic<Wish>) => void;
}

/** The desk of an instrument nobody follows yet; `random` gives the number of its first change. */
export function desk(listing: Listing, armed: ArmedFaults, random: () => number): Desk {
  const shown = shownBook(listing.market);
  const topics = new Map<string, Set<Topic<Wish>>>();
  const tapes = new Map<number, DepthTape>();
  const told = new Map<string, { readonly at: number; readonly state: unknown }>();
  const due = new WeakMap<Topic<Wish>, number>();
  let lastId = 25_000_000_000 + Math.floor(random() * 2_000_000_000);
  let slowed = { by: 0, until: Number.NEGATIVE_INFINITY };
  let held: (Snapshot & { readonly until: number }) | undefined;
  let past: MarketHistory | undefined;
  const current = (): Snapshot => ({ id: lastId, bid: shown.levels('bid'), ask: shown.levels('ask') });
  return {
    listing,
    shown,
    armed,
    topics,
    tapes,
    lastId: () => lastId,
    changed(count) {
      lastId += count;
    },
    tape(levels) {
      const tape = tapes.get(levels) ?? depthTape(levels, shown, lastId);
      tapes.set(levels, tape);
      return tape;
    },
    snapshot: (at) => (held !== undefined && at < held.until ? held : current()),
    hold(until) {
      const { id, bid, ask } = current();
      held = { id, bid: [...bid], ask: [...ask], until };
    },
    slow(by, until) {
      slowed = { by, until };
    },
    lateness(topic, at) {
      const dueAt = Math.max(at + (at < slowed.until ? slowed.by : 0), due.get(topic) ?? at);
      due.set(topic, dueAt);
      return dueAt - at;
    },
    history(now) {
      past ??= begun(listing.market.past, now);
      return past;
    },
    isDue(what, every, at, state = at) {
      const last = told.get(what);
      // Steps lie about 100 ms apart, so what is as fast is due with each.
      const isDue = last === undefined || (last.state !== state && (every <= 100 || at - last.at >= every));
      if (isDue) told.set(what, { at, state });
      return isDue;
    },
    follow(topic) {
      const key = wishKey(topic.wish);
      topics.set(key, (topics.get(key) ?? new Set()).add(topic));
    },
    unfollow(topic) {
      const key = wishKey(topic.wish);
      topics.get(key)?.delete(topic);
      if (topics.get(key)?.size === 0) topics.delete(key);
    },
  };
}

function begun(past: readonly MarketTrade[], now: number): MarketHistory {
  const history = marketHistory([...barMinutes.values()]);
  for (const trade of past) history.add({ ...trade, at: now + trade.at });
  return history;
}
