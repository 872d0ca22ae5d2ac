import type { BookSide } from '../../model/orderBook.ts';
import { type BookChange, type MarketBook, marketBook } from './marketBook.ts';
import { type OrderQueues, orderQueues, type RestingOrder } from './orderQueues.ts';

/** What the crowd has in a market, and over it what customers have. */
export interface LayeredBook {
  readonly crowd: MarketBook;
  /** Both together. */
  readonly shown: Pick<MarketBook, 'bid' | 'ask'>;
  readonly queues: Pick<OrderQueues, 'at' | 'get'>;
  add(order: RestingOrder): void;
  /** What is left of customers' orders at a price is less. */
  settle(side: BookSide, ticks: number): void;
  /** Sets the crowd's size at a price. */
  setCrowd(side: BookSide, ticks: number, lots: number): void;
  /** The first of the crowd at a price are gone. */
  advance(side: BookSide, ticks: number, lots: number): void;
}

/** An empty book. While no customer is in it, it costs what the crowd's costs. */
export function layeredBook(changed: (change: BookChange) => void): LayeredBook {
  const crowd = marketBook();
  const queues = orderQueues();
  /** Crowd and customers together; while there is no customer, the crowd's own. */
  let all = crowd;

  const tell = (change: BookChange | undefined): void => (change === undefined ? undefined : changed(change));
  const settle: LayeredBook['settle'] = (side, ticks) => {
    tell(all.set(side, ticks, crowd.sizeAt(side, ticks) + queues.prune(side, ticks)));
    if (queues.isEmpty()) all = crowd;
  };
  const setCrowd: LayeredBook['setCrowd'] = (side, ticks, lots) => {
    const change = crowd.set(side, ticks, lots);
    if (all === crowd) return tell(change);
    // Who leaves the crowd stood behind a customer, as long as there is anybody behind.
    for (const order of queues.at(side, ticks)) order.ahead = Math.min(order.ahead, lots);
    settle(side, ticks);
  };
  return {
    crowd,
    queues,
    settle,
    setCrowd,
    shown: {
      get bid() {
        return all.bid;
      },
      get ask() {
        return all.ask;
      },
    },
    add(order) {
      if (all === crowd) all = marketBook(crowd);
      queues.add(order, crowd.sizeAt(order.side, order.ticks));
      settle(order.side, order.ticks);
    },
    advance(side, ticks, lots) {
      for (const order of queues.at(side, ticks)) order.ahead = Math.max(order.ahead - lots, 0);
      setCrowd(side, ticks, crowd.sizeAt(side, ticks) - lots);
    },
  };
}
