import { Subscription } from 'rxjs';
import { ColdwireError } from '../../errors/coldwireError.ts';
import type { PlainOrderBook } from '../../model/orderBook.ts';
import { type FaultOf, isTarget } from '../fault.ts';
import type { Market, MarketTrade } from '../market/market.ts';
import type { Topic } from '../topic.ts';
import type { VenueWorld } from '../venueSide.ts';
import { type Desk, desk } from './desk.ts';
import { listing } from './listing.ts';
import { plainBook } from './plainBook.ts';
import type { Product } from './product.ts';
import { tellStep, wholeOf } from './tellStep.ts';
import type { Wish } from './wish.ts';

/** What comes out of markets that move. */
export interface MarketFeed {
  readonly desks: readonly Desk[];
  readonly find: (product: Product, name: string) => Desk | undefined;
  /** Serves a topic of a listed instrument until unsubscribed. */
  readonly serve: (topic: Topic<Wish>) => Subscription;
  readonly step: (market: Market, at: number) => number;
  readonly cross: (fault: FaultOf<'crossed-book'>, at: number) => void;
  readonly book: (symbol: string, depth?: number) => PlainOrderBook;
}

/** Serves the markets of the world. */
export function marketFeed({ markets, armed, latency, now, random }: VenueWorld): MarketFeed {
  const desks = new Map<string, Desk>(
    markets.map((market) => [
      market.spec.symbol,
      desk(listing(market), armed, random(`updates ${market.spec.symbol}`)),
    ]),
  );
  const deskOf = (symbol: string): Desk => {
    const found = desks.get(symbol);
    if (found !== undefined) return found;
    throw new ColdwireError('invalid-options', { option: 'symbol', expected: 'a listed symbol' });
  };
  const all = [...desks.values()];
  const find: MarketFeed['find'] = (product, name) =>
    all.find((one) => one.listing.product === product && one.listing.name === name);

  return {
    desks: all,
    find,
    book: (symbol, depth) => plainBook(deskOf(symbol), now(), depth),
    serve(topic) {
      const { product, name = '', kind, levels } = topic.wish;
      const at = find(product, name);
      if (at === undefined) return Subscription.EMPTY;
      const serving = new Subscription(() => at.unfollow(topic));
      const begin = (): void => {
        at.follow(topic);
        if (levels !== undefined) at.tape(levels);
        if (kind === 'obu') topic.send(wholeOf(at, topic.wish, Math.floor(now())));
      };
      if (kind === 'obu') serving.add(topic.after(latency(), begin));
      else begin();
      return serving;
    },
    step: (market, time) => step(deskOf(market.spec.symbol), Math.floor(time)),
    cross(fault, time) {
      for (const [symbol, at] of desks) {
        if (!isTarget(fault, symbol) || at.shown.cross(time + fault.args.for) === undefined) continue;
        at.changed(1);
        tellStep(at, { at: Math.floor(time), trades: [], touched: true });
      }
    },
  };
}

/** Moves a market once, and tells of it; returns the milliseconds until its next step. */
function step(at: Desk, time: number): number {
  const {
    listing: { market },
    shown,
  } = at;
  const trades: MarketTrade[] = [];
  const touch = touchOf(at);
  let changes = shown.uncross(time) === undefined ? 0 : 1;
  const history = at.history(time);
  const wait = market.step(time, { changed: () => void changes++, traded: (trade) => void trades.push(trade) });
  trades.forEach(history.add);
  at.changed(changes);
  tellStep(at, { at: time, trades, touched: touch !== touchOf(at) });
  return wait;
}

/** The best prices and sizes, as something that compares. */
function touchOf({ shown }: Desk): string {
  const [bid, ask] = [shown.levels('bid')[0], shown.levels('ask')[0]];
  return [bid?.ticks, bid?.lots, ask?.ticks, ask?.lots].join();
}
