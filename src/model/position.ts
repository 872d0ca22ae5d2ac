import type { Stamp, Unit } from './stamp.ts';

/** One of your positions. */
export interface Position extends Stamp {
  readonly kind: 'position';
  /**
   * What tells it from other positions, however long it lives: the venue's own id, or what it is known by there. Where an
   * instrument has a long and a short position at once (hedged), or an isolated and a crossed one, they have different ids.
   */
  readonly positionId: string;
  /** `flat` where there is nothing of it. */
  readonly side: 'long' | 'short' | 'flat';
  /** Never negative; counted in `unit`. */
  readonly size: number;
  readonly sizeText: string;
  /** Average price it was entered at. */
  readonly entryPrice?: number;
  readonly entryPriceText?: string;
  readonly markPrice?: number;
  readonly liquidationPrice?: number;
  readonly leverage?: number;
  /** Profit or loss if it were closed at the mark price, in the currency of settlement. */
  readonly unrealisedPnl?: number;
  /** What closing parts of it brought so far. */
  readonly realisedPnl?: number;
  readonly marginMode?: 'cross' | 'isolated';
  readonly unit: Unit;
}
