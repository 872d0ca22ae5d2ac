import type { ArmedFaults } from '../armedFaults.ts';
import type { Market, MarketTrade } from '../market/market.ts';
import type { BookChange } from '../market/marketBook.ts';
import { type ShownBook, shownBook } from '../market/shownBook.ts';
import type { Topic } from '../topic.ts';
import type { Levels, Touch } from './bookTexts.ts';
import { type DepthTape, depthTape } from './depthTape.ts';
import { type History, history } from './history.ts';
import { type Printing, printingOf } from './printing.ts';
import { depthCadences, type Stream } from './stream.ts';
import { updateIds } from './updateIds.ts';

/** One market with all that is made of it and all who follow it. */
export interface Desk {
  readonly market: Market;
  readonly printing: Printing;
  readonly shown: ShownBook;
  readonly armed: ArmedFaults;
  /** The number of the latest change. */
  readonly lastId: () => number;
  /** Numbers a change that has just been made; what it left the best prices at where it changed them. */
  readonly changed: (change: BookChange) => Touch | undefined;
  readonly touch: () => Touch;
  /** The whole book as REST tells it: as it stands, or as it stood when the venue began to tell no other. */
  readonly snapshot: (at: number) => Snapshot;
  /** REST tells the book as it stands now, until then. */
  readonly hold: (until: number) => void;
  /** How much later than it should a change reaches this follower, in milliseconds; never before the one before. */
  readonly lateness: (topic: Topic<Stream>, at: number) => number;
  /** Changes are so much late, until then. */
  readonly slow: (by: number, until: number) => void;
  /** One for each cadence of changes. */
  readonly tapes: readonly DepthTape[];
  /** Begins, with what the market traded before, at the instant it is first asked for. */
  readonly history: (now: number) => History;
  /** Whether what is told each so many milliseconds is due now; if so, it has been told. */
  readonly isDue: (what: string, every: number, at: number) => boolean;
  /** Those who are served, by the name of their stream. */
  readonly topics: ReadonlyMap<string, ReadonlySet<Topic<Stream>>>;
  readonly follow: (topic: Topic<Stream>) => void;
  readonly unfollow: (topic: Topic<Stream>) => void;
}

/** A whole book, and the number of its latest change. */
export interface Snapshot extends Levels {
  readonly id: number;
}

/** The desk of a market nobody follows yet. */
export function desk(market: Market, armed: ArmedFaults, random: () => number): Desk {
  const printing = printingOf(market);
  const shown = shownBook(market);
  const ids = updateIds(printing.product, random);
  const tapes = depthCadences[printing.product].map((every) => depthTape(every, ids.last()));
  const topics = new Map<string, Set<Topic<Stream>>>();
  const toldAt = new Map<string, number>();
  const touch = (): Touch => ({ id: ids.last(), bid: shown.levels('bid')[0], ask: shown.levels('ask')[0] });
  const current = (): Snapshot => ({ id: ids.last(), bid: shown.levels('bid'), ask: shown.levels('ask') });
  const due = new WeakMap<Topic<Stream>, number>();
  let slowed = { by: 0, until: Number.NEGATIVE_INFINITY };
  let held: (Snapshot & { readonly until: number }) | undefined;
  let past: History | undefined;
  return {
    market,
    printing,
    shown,
    armed,
    tapes,
    topics,
    touch,
    lastId: ids.last,
    snapshot: (at) => (held !== undefined && at < held.until ? held : current()),
    hold(until) {
      const { id, bid, ask } = current();
      held = { id, bid: [...bid], ask: [...ask], until };
    },
    changed(change) {
      const id = ids.next();
      for (const tape of tapes) tape.see(id, change);
      return change.index === 0 ? touch() : undefined;
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
      past ??= history(begun(market.past, now), now);
      return past;
    },
    isDue(what, every, at) {
      // Steps lie about 100 ms apart, so what is faster is due with each.
      const isDue = every <= 100 || at - (toldAt.get(what) ?? Number.NEGATIVE_INFINITY) >= every;
      if (isDue) toldAt.set(what, at);
      return isDue;
    },
    follow(topic) {
      const { name } = topic.wish;
      topics.set(name, (topics.get(name) ?? new Set()).add(topic));
    },
    unfollow: (topic) => void topics.get(topic.wish.name)?.delete(topic),
  };
}

function begun(past: readonly MarketTrade[], now: number): readonly MarketTrade[] {
  return past.map((trade) => ({ ...trade, at: now + trade.at }));
}
