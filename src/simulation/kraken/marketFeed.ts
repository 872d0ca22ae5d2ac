import { Subscription } from 'rxjs';
import { ColdwireError } from '../../errors/coldwireError.ts';
import type { PlainOrderBook } from '../../model/orderBook.ts';
import { type FaultOf, isTarget } from '../fault.ts';
import type { Market, MarketTrade } from '../market/market.ts';
import type { VenueWorld } from '../venueSide.ts';
import { type Desk, desk } from './desk.ts';
import { plainBook } from './plainBook.ts';
import { errors } from './request.ts';
import { tellBookChange, tellBooks } from './tellBooks.ts';
import { tellSnapshot } from './tellSnapshot.ts';
import { tellTrades } from './tellTrades.ts';
import type { Feed } from './topic.ts';

/** A feed out of markets that move. */
export interface MarketFeed extends Feed {
  step(market: Market, at: number): number;
  cross(fault: FaultOf<'crossed-book'>, at: number): void;
  book(symbol: string, depth?: number): PlainOrderBook;
}

/** Serves the markets of the world. */
export function marketFeed({ markets, armed, latency, now }: VenueWorld): MarketFeed {
  const desks = new Map<string, Desk>(markets.map((market) => [market.spec.symbol, desk(market, armed)]));
  const deskOf = (symbol: string): Desk => {
    const found = desks.get(symbol);
    if (found !== undefined) return found;
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'a listed symbol' });
  };
  return {
    refusal: ({ symbol }) => (desks.has(symbol) ? undefined : errors.pair(symbol)),
    book: (symbol, depth) => plainBook(deskOf(symbol), now(), depth),
    serve(topic) {
      const at = deskOf(topic.wish.symbol);
      const serving = new Subscription(() => at.unfollow(topic));
      const begin = (): void => {
        at.follow(topic);
        if (topic.wish.snapshot) tellSnapshot(at, topic, now());
      };
      serving.add(topic.after(latency(), begin));
      return serving;
    },
    step(market, time) {
      const at = deskOf(market.spec.symbol);
      tellBookChange(at, time, () => at.shown.uncross(time));
      const windows = at.windows();
      const trades: MarketTrade[] = [];
      const touch = touchOf(market);
      const wait = market.step(time, {
        changed: (change) => windows.forEach(({ see }) => see(at.shown.seen(change))),
        traded: (trade) => void trades.push(trade),
      });
      const history = at.history(time);
      for (const trade of trades) history.add(trade);
      tellBooks(at, windows, time);
      if (trades.length > 0 || touchOf(market) !== touch) tellTrades(at, trades, time);
      return wait;
    },
    cross(fault, time) {
      for (const [symbol, at] of desks) {
        if (isTarget(fault, symbol)) tellBookChange(at, time, () => at.shown.cross(time + fault.args.for));
      }
    },
  };
}

/** The best prices and sizes, as something that compares. */
function touchOf({ book: { bid, ask } }: Market): string {
  return [bid[0]?.ticks, bid[0]?.lots, ask[0]?.ticks, ask[0]?.lots].join();
}
