import { Subscription } from 'rxjs';
import { ColdwireError } from '../../errors/coldwireError.ts';
import type { PlainOrderBook } from '../../model/orderBook.ts';
import { type FaultOf, isTarget } from '../fault.ts';
import type { Market, MarketTrade } from '../market/market.ts';
import type { Topic } from '../topic.ts';
import type { VenueWorld } from '../venueSide.ts';
import type { Touch } from './bookTexts.ts';
import { type Desk, desk } from './desk.ts';
import { plainBook } from './plainBook.ts';
import type { Product } from './product.ts';
import type { Stream } from './stream.ts';
import { tellStep } from './tellStep.ts';

/** Streams out of markets that move. */
export interface MarketFeed {
  readonly desks: readonly Desk[];
  readonly find: (product: Product, venueSymbol: string) => Desk | undefined;
  /** Serves a stream until unsubscribed; nobody hears of one whose symbol is not listed. */
  readonly serve: (product: Product, topic: Topic<Stream>) => Subscription;
  readonly step: (market: Market, at: number) => number;
  readonly cross: (fault: FaultOf<'crossed-book'>, at: number) => void;
  readonly book: (symbol: string, depth?: number) => PlainOrderBook;
}

/** Serves the markets of the world. */
export function marketFeed({ markets, armed, now, random }: VenueWorld): MarketFeed {
  const desks = new Map<string, Desk>(
    markets.map((market) => [market.spec.symbol, desk(market, armed, random(`updates ${market.spec.symbol}`))]),
  );
  const deskOf = (symbol: string): Desk => {
    const found = desks.get(symbol);
    if (found !== undefined) return found;
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'a listed symbol' });
  };
  const all = [...desks.values()];
  const find: MarketFeed['find'] = (product, venueSymbol) =>
    all.find(({ printing }) => printing.product === product && printing.venueSymbol === venueSymbol);

  return {
    desks: all,
    find,
    book: (symbol, depth) => plainBook(deskOf(symbol), now(), depth),
    serve(product, topic) {
      const at = find(product, topic.wish.venueSymbol);
      if (at === undefined) return Subscription.EMPTY;
      at.follow(topic);
      return new Subscription(() => at.unfollow(topic));
    },
    step: (market, time) => step(deskOf(market.spec.symbol), Math.floor(time)),
    cross(fault, time) {
      for (const [symbol, at] of desks) {
        const change = isTarget(fault, symbol) ? at.shown.cross(time + fault.args.for) : undefined;
        if (change === undefined) continue;
        at.changed(change);
        tellStep(at, { at: Math.floor(time), trades: [], touches: [at.touch()], closed: new Map() });
      }
    },
  };
}

/** Moves a market once, and tells of it; returns the milliseconds until its next step. */
function step(desk: Desk, at: number): number {
  const { market, shown } = desk;
  const trades: MarketTrade[] = [];
  const touches: Touch[] = [];
  const changed: Desk['changed'] = (change) => {
    const touch = desk.changed(change);
    if (touch !== undefined) touches.push(touch);
    return touch;
  };
  const uncrossed = shown.uncross(at);
  if (uncrossed !== undefined) changed(uncrossed);
  const history = desk.history(at);
  const closed = history.roll(at);
  const wait = market.step(at, {
    changed: (change) => void changed(shown.seen(change)),
    traded: (trade) => void trades.push(trade),
  });
  for (const trade of trades) history.add(trade);
  tellStep(desk, { at, trades, touches, closed });
  return wait;
}
