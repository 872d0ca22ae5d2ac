import type { Execution, QueuedOrder } from './orderQueues.ts';

/** What takes from a book at once. */
export interface Taker {
  readonly side: 'buy' | 'sell';
  readonly lots: number;
  /** The worst price. Default: any. */
  readonly limit?: number;
  /** Absent where it is the crowd. */
  readonly owner?: string;
  /** Told of each part that is filled. */
  readonly filled?: (execution: Execution) => void;
}

/** One price of a book. */
export interface SharedLevel {
  readonly ticks: number;
  readonly queue: readonly QueuedOrder[];
  /** Lots of the crowd. */
  readonly crowd: number;
}

/** What became of a taker at one price. */
export interface LevelTaken {
  readonly left: number;
  /** It came upon an order of its own owner, and went no further. */
  readonly metItself: boolean;
  /** Lots it took from the crowd. */
  readonly crowd: number;
}

/** Takes from one price, the oldest first. Orders that are filled get smaller; the crowd's part is the caller's to take away. */
export function takeLevel(
  level: SharedLevel,
  { side, lots, owner, filled }: Taker,
  traded: (side: 'buy' | 'sell', ticks: number, lots: number) => number,
): LevelTaken {
  const { ticks, queue } = level;
  let [left, crowd] = [lots, 0];
  const trade = (most: number): Execution | undefined => {
    const size = Math.min(most, left);
    if (size <= 0) return undefined;
    left -= size;
    const execution = { id: traded(side, ticks, size), ticks, lots: size };
    filled?.(execution);
    return execution;
  };
  for (const order of queue) {
    crowd += trade(order.ahead - crowd)?.lots ?? 0;
    if (left > 0 && owner === order.owner) return { left, crowd, metItself: true };
    const execution = trade(order.lots);
    if (execution === undefined) return { left, crowd, metItself: false };
    order.lots -= execution.lots;
    order.filled(execution);
  }
  crowd += trade(level.crowd - crowd)?.lots ?? 0;
  return { left, crowd, metItself: false };
}
