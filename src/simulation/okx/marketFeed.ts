import { Subscription } from 'rxjs';
import { ColdwireError } from '../../errors/coldwireError.ts';
import type { PlainOrderBook } from '../../model/orderBook.ts';
import { type FaultOf, isTarget } from '../fault.ts';
import type { Market, MarketTrade } from '../market/market.ts';
import type { Topic } from '../topic.ts';
import type { VenueWorld } from '../venueSide.ts';
import { beginBook } from './beginBook.ts';
import { dataText } from './dataText.ts';
import { type Desk, desk } from './desk.ts';
import { listing } from './listing.ts';
import { plainBook } from './plainBook.ts';
import { fundingRow } from './rows.ts';
import { tellBooks } from './tellBooks.ts';
import { stateRows, tellTrades } from './tellTrades.ts';
import { missing, type Wish } from './wish.ts';

/** What comes out of markets that move. */
export interface MarketFeed {
  /** By the venue's name. */
  readonly desks: ReadonlyMap<string, Desk>;
  /** Why it does not serve the wish, if it does not. */
  refusal(wish: Wish): string | undefined;
  serve(topic: Topic<Wish>): Subscription;
  step(market: Market, at: number): number;
  cross(fault: FaultOf<'crossed-book'>, at: number): void;
  resetSequence(fault: FaultOf<'reset-sequence'>): void;
  book(symbol: string, depth?: number): PlainOrderBook;
}

/** Rates of funding come once a minute. */
const FUNDING_EVERY = 60_000;

/**
 * Serves the markets of the world.
 *
 * @param isWithheld Whether the books of a symbol begin without a snapshot at the moment.
 */
export function marketFeed(
  { markets, armed, latency, now }: VenueWorld,
  isWithheld: (symbol: string) => boolean,
): MarketFeed {
  const desks = new Map<string, Desk>(
    markets.map((market) => {
      const listed = listing(market);
      return [listed.instId, desk(listed, armed)];
    }),
  );
  const bySymbol = new Map([...desks.values()].map((one) => [one.listing.market.spec.symbol, one]));
  const deskOf = (symbol: string): Desk => {
    const found = bySymbol.get(symbol);
    if (found !== undefined) return found;
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'a listed symbol' });
  };

  return {
    desks,
    refusal({ channel, instId = '', arg }) {
      const isListed =
        desks.get(instId)?.listing.instType === 'SWAP' || (desks.has(instId) && channel !== 'funding-rate');
      return isListed ? undefined : missing(arg);
    },
    book: (symbol, depth) => plainBook(deskOf(symbol), now(), depth),
    serve(topic) {
      const at = desks.get(topic.wish.instId ?? '');
      if (at === undefined) return Subscription.EMPTY;
      const serving = new Subscription(() => at.unfollow(topic));
      serving.add(
        topic.after(latency(), () => {
          at.follow(topic);
          const tellsState = !isWithheld(at.listing.market.spec.symbol);
          serving.add(begin(at, topic, { tellsState, now }));
        }),
      );
      return serving;
    },
    step: (market, time) => step(deskOf(market.spec.symbol), time),
    resetSequence(fault) {
      for (const [symbol, at] of bySymbol) if (isTarget(fault, symbol)) at.resetSequence();
    },
    cross(fault, time) {
      for (const [symbol, at] of bySymbol) {
        if (isTarget(fault, symbol) && at.shown.cross(time + fault.args.for) !== undefined) tellBooks(at, 1, time);
      }
    },
  };
}

/** Begins a topic with the state there is. What goes on by the clock goes on until unsubscribed. */
function begin(
  at: Desk,
  topic: Topic<Wish>,
  { tellsState, now }: { readonly tellsState: boolean; readonly now: () => number },
): Subscription {
  const { channel, kind, arg } = topic.wish;
  if (kind.depth !== undefined || kind.top !== undefined) return beginBook(at, topic, tellsState, now);
  if (channel === 'funding-rate') return beginFunding(at, topic, now);
  topic.send(dataText(arg, stateRows(at, topic.wish, now())));
  return Subscription.EMPTY;
}

/** Moves a market once and tells of it. */
function step(at: Desk, time: number): number {
  const { market } = at.listing;
  const trades: MarketTrade[] = [];
  const touch = touchOf(market);
  let changes = at.shown.uncross(time) === undefined ? 0 : 1;
  const wait = market.step(time, { changed: () => void changes++, traded: (trade) => void trades.push(trade) });
  trades.forEach(at.trade);
  tellBooks(at, changes, time);
  if (trades.length > 0 || touchOf(market) !== touch) tellTrades(at, trades, time);
  return wait;
}

function beginFunding({ listing: listed }: Desk, topic: Topic<Wish>, now: () => number): Subscription {
  const telling = new Subscription();
  const tell = (): void => {
    topic.send(dataText(topic.wish.arg, [fundingRow(listed, now())]));
    telling.add(topic.after(FUNDING_EVERY, tell));
  };
  tell();
  return telling;
}

/** The best prices and sizes, as something that compares. */
function touchOf({ book: { bid, ask } }: Market): string {
  return [bid[0]?.ticks, bid[0]?.lots, ask[0]?.ticks, ask[0]?.lots].join();
}
