import type { BookSide } from '../../model/orderBook.ts';
import { layeredBook } from './layeredBook.ts';
import type { BookChange, MarketBook } from './marketBook.ts';
import { oppositeOf } from './oppositeOf.ts';
import type { RestingOrder } from './orderQueues.ts';
import { type Taker, takeLevel } from './takeLevel.ts';

/** What is left of a taker. */
export interface Taken {
  readonly left: number;
  /** It came upon an order of its own owner, and went no further. */
  readonly metItself: boolean;
}

/** The book of a market: what the crowd has in it and, by price and then time, what customers have. */
export interface SharedBook {
  /** The crowd's part. */
  readonly crowd: Pick<MarketBook, 'bid' | 'ask'>;
  /** All of it, as the market shows it. */
  readonly shown: Pick<MarketBook, 'bid' | 'ask'>;
  /** Sets what the crowd has at a price; as much as crosses customers' orders trades with them instead. */
  set(side: BookSide, ticks: number, lots: number): void;
  /** Takes, the best price first, at one price the oldest. */
  take(taker: Taker): Taken;
  /** Leaves an order behind all that is there. It must not cross. */
  rest(order: RestingOrder): void;
  /** Makes an order smaller, which keeps its place; 0 takes it away. */
  shrink(id: string, lots: number): void;
  /** Withdraws what the crowd has that comes before an order. */
  clearWay(id: string): void;
}

/** Whom a shared book tells. */
export interface SharedBookObserver {
  readonly changed: (change: BookChange) => void;
  /** Gives the execution its id. */
  readonly traded: (side: 'buy' | 'sell', ticks: number, lots: number) => number;
}

/** An empty book. */
export function sharedBook({ changed, traded }: SharedBookObserver): SharedBook {
  const { crowd, shown, queues, add, settle, setCrowd, advance } = layeredBook(changed);

  const take: SharedBook['take'] = (taker) => {
    const from: BookSide = taker.side === 'buy' ? 'ask' : 'bid';
    let { left, metItself }: Taken = { left: taker.lots, metItself: false };
    while (left > 0 && !metItself) {
      const best = shown[from][0]?.ticks;
      if (best === undefined || isWorse(from, best, taker.limit ?? best)) break;
      const level = { ticks: best, queue: queues.at(from, best), crowd: crowd.sizeAt(from, best) };
      const taken = takeLevel(level, { ...taker, lots: left }, traded);
      advance(from, best, taken.crowd);
      ({ left, metItself } = taken);
    }
    return { left, metItself };
  };

  return {
    crowd,
    shown,
    take,
    set(side, ticks, lots) {
      const best = shown[oppositeOf(side)][0]?.ticks;
      const crosses = lots > 0 && best !== undefined && !isWorse(oppositeOf(side), best, ticks);
      const taker: Taker = { side: side === 'bid' ? 'buy' : 'sell', lots, limit: ticks };
      setCrowd(side, ticks, crosses ? take(taker).left : lots);
    },
    rest: add,
    shrink(id, lots) {
      const order = queues.get(id);
      if (order === undefined) return;
      order.lots = Math.min(order.lots, lots);
      settle(order.side, order.ticks);
    },
    clearWay(id) {
      const order = queues.get(id);
      if (order === undefined) return;
      const { side, ticks, ahead } = order;
      for (const better of crowd[side].filter((level) => isWorse(side, ticks, level.ticks))) {
        setCrowd(side, better.ticks, 0);
      }
      advance(side, ticks, ahead);
    },
  };
}

/** Whether a price of this side is worse than the other for who takes it: asks get worse as they rise, bids as they fall. */
function isWorse(side: BookSide, ticks: number, than: number): boolean {
  return side === 'ask' ? ticks > than : ticks < than;
}
