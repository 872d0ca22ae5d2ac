import type { Stamp, Unit } from './stamp.ts';

/** One execution of one of your orders. */
export interface Fill extends Stamp {
  readonly kind: 'fill';
  /** The venue's id of the execution. */
  readonly id: string;
  readonly orderId: string;
  readonly clientOrderId?: string;
  /** Your side. */
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly priceText: string;
  readonly size: number;
  readonly sizeText: string;
  /** What it cost, in `feeCurrency`; negative where you were paid. */
  readonly fee?: number;
  readonly feeText?: string;
  readonly feeCurrency?: string;
  /** Whether your order was in the book or came to it. */
  readonly liquidity?: 'maker' | 'taker';
  readonly unit: Unit;
  readonly time: number;
}
