import type { BookSide } from '../../model/orderBook.ts';

/** An execution as it happens. */
export interface Execution {
  readonly id: number;
  readonly ticks: number;
  readonly lots: number;
}

/** What a customer leaves in a book. */
export interface RestingOrder {
  readonly id: string;
  /** Whose it is. Nobody trades with himself. */
  readonly owner: string;
  readonly side: BookSide;
  readonly ticks: number;
  readonly lots: number;
  /** Told of each part that is filled. */
  readonly filled: (execution: Execution) => void;
}

/** An order in its queue. */
export interface QueuedOrder extends RestingOrder {
  lots: number;
  /** Lots of the crowd that come before it. */
  ahead: number;
}

/** Customers' orders by price, the oldest first. */
export interface OrderQueues {
  at(side: BookSide, ticks: number): readonly QueuedOrder[];
  get(id: string): QueuedOrder | undefined;
  isEmpty(): boolean;
  add(order: RestingOrder, ahead: number): void;
  /** Drops what has nothing left at a price, and gives the lots that remain there. */
  prune(side: BookSide, ticks: number): number;
}

/** No orders. */
export function orderQueues(): OrderQueues {
  const queues: Readonly<Record<BookSide, Map<number, readonly QueuedOrder[]>>> = { bid: new Map(), ask: new Map() };
  const orders = new Map<string, QueuedOrder>();
  const at: OrderQueues['at'] = (side, ticks) => queues[side].get(ticks) ?? [];
  return {
    at,
    get: (id) => orders.get(id),
    isEmpty: () => orders.size === 0,
    add(order, ahead) {
      const queued: QueuedOrder = { ...order, ahead };
      orders.set(order.id, queued);
      queues[order.side].set(order.ticks, [...at(order.side, order.ticks), queued]);
    },
    prune(side, ticks) {
      const queue = at(side, ticks);
      const left = queue.filter(({ lots }) => lots > 0);
      for (const { id, lots } of queue) if (lots === 0) orders.delete(id);
      if (left.length > 0) queues[side].set(ticks, left);
      else queues[side].delete(ticks);
      return left.reduce((sum, { lots }) => sum + lots, 0);
    },
  };
}
