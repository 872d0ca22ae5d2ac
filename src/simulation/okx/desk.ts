import type { ArmedFaults } from '../armedFaults.ts';
import type { MarketTrade } from '../market/market.ts';
import type { Bar } from '../market/marketHistory.ts';
import { type MarketHistory, marketHistory } from '../market/marketHistory.ts';
import { type ShownBook, shownBook } from '../market/shownBook.ts';
import type { Topic } from '../topic.ts';
import { type BookTape, bookTape } from './bookTape.ts';
import { barLengths } from './channels.ts';
import type { Listing } from './listing.ts';
import type { Wish } from './wish.ts';

/** One instrument with all that is made of it and all who follow it. */
export interface Desk {
  readonly listing: Listing;
  readonly shown: ShownBook;
  readonly armed: ArmedFaults;
  /** Those who are served a channel. */
  readonly topics: (channel: string) => ReadonlySet<Topic<Wish>>;
  readonly channels: () => Iterable<string>;
  readonly follow: (topic: Topic<Wish>) => void;
  readonly unfollow: (topic: Topic<Wish>) => void;
  /** The number of the latest change. */
  readonly seqId: () => number;
  /** Counts changes, and gives the tapes on which they are to be told. */
  readonly moved: (changes: number) => Iterable<readonly [depth: number, tape: BookTape]>;
  /** The next number is small again. */
  readonly resetSequence: () => void;
  /** The tape of so many levels; begins when it is first asked for. */
  readonly tape: (depth: number, now: number) => BookTape;
  readonly history: (now: number) => Pick<MarketHistory, 'trades' | 'total'>;
  /** The latest two bars, the open one last, with the instants they begin at. */
  readonly bars: (wish: Pick<Wish, 'kind'>, now: number) => readonly (readonly [begin: number, bar: Bar])[];
  readonly trade: (trade: MarketTrade) => void;
}

/** Hong Kong is so many milliseconds ahead. */
const HONG_KONG = 28_800_000;
/** Numbers are far beyond 32 bits (captured in August 2026), and a change takes several. */
const FIRST_SEQUENCE = 80_274_875_002;

/** The desk of an instrument nobody follows yet. */
export function desk(listing: Listing, armed: ArmedFaults): Desk {
  const { market } = listing;
  const shown = shownBook(market);
  const topics = new Map<string, Set<Topic<Wish>>>();
  const tapes = new Map<number, BookTape>();
  let seqId = FIRST_SEQUENCE + listing.instIdCode * 7;
  let histories: Readonly<Record<'utc' | 'hongKong', MarketHistory>> | undefined;

  const begun = (now: number) => {
    if (histories !== undefined) return histories;
    histories = { utc: marketHistory(barLengths), hongKong: marketHistory(barLengths) };
    for (const trade of market.past) add({ ...trade, at: now + trade.at });
    return histories;
  };
  const add = (trade: MarketTrade): void => {
    const { utc, hongKong } = begun(trade.at);
    utc.add(trade);
    hongKong.add({ ...trade, at: trade.at + HONG_KONG });
  };

  return {
    listing,
    shown,
    armed,
    topics: (channel) => topics.get(channel) ?? new Set(),
    channels: () => topics.keys(),
    follow(topic) {
      const { channel } = topic.wish;
      const followers = topics.get(channel) ?? new Set();
      topics.set(channel, followers.add(topic));
    },
    unfollow(topic) {
      const { channel } = topic.wish;
      const followers = topics.get(channel);
      followers?.delete(topic);
      if (followers?.size === 0) topics.delete(channel);
    },
    seqId: () => seqId,
    moved(changes) {
      seqId += changes === 0 ? 0 : changes + ((seqId * 7) % 11);
      return tapes;
    },
    resetSequence() {
      seqId = 1;
    },
    tape(depth, now) {
      const tape = tapes.get(depth) ?? bookTape(depth, shown, seqId, now);
      tapes.set(depth, tape);
      return tape;
    },
    history: (now) => begun(now).utc,
    bars({ kind: { minutes = 1, isHongKong = false } }, now) {
      const { utc, hongKong } = begun(now);
      const kept = (isHongKong ? hongKong : utc).bars(minutes).slice(-2);
      return kept.map((bar) => [bar.begin - (isHongKong ? HONG_KONG : 0), bar]);
    },
    trade: add,
  };
}
