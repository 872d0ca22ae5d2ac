import type { Stamp } from './stamp.ts';

/** The price that positions are valued at. */
export interface Mark extends Stamp {
  readonly kind: 'mark';
  readonly price: number;
  readonly priceText: string;
  /** The price of the underlying, from other markets. */
  readonly indexPrice?: number;
  readonly indexPriceText?: string;
}
