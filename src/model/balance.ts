import type { Stamp } from './stamp.ts';

/** What there is of one asset in an account. */
export interface Balance extends Omit<Stamp, 'symbol'> {
  readonly kind: 'balance';
  /** Unified name of the asset: `BTC`. */
  readonly asset: string;
  /** What may be used. */
  readonly free: number;
  readonly freeText: string;
  /** What open orders and the like hold, where the venue says. */
  readonly used?: number;
  readonly usedText?: string;
  /** All of it. */
  readonly total: number;
  readonly totalText: string;
}
