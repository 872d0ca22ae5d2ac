import type { Execution } from '../market/orderQueues.ts';
import type { Amount } from './amount.ts';
import type { SimulatedPosition } from './order.ts';

/** A sum of one asset. */
export interface Sum {
  readonly asset: string;
  readonly amount: Amount;
}

/** What a customer's trades in one instrument do to what he owns. */
export interface Clearing {
  /** What so many lots bind that are to cost so much. */
  bound(side: 'buy' | 'sell', lots: number, cost: Amount): Sum;
  /** Books an execution; gives the fee. */
  execute(side: 'buy' | 'sell', execution: Execution, liquidity: 'maker' | 'taker'): Sum;
  /** The lots of a position, below zero where they were sold; 0 on spot. */
  lots(): number;
  /** Absent on spot. */
  position?(): SimulatedPosition;
}
