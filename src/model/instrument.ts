import type { Unit } from './stamp.ts';

/** What trades: its names, and the grid that its prices and sizes lie on. */
export interface Instrument {
  /** Unified symbol: `BTC/USDT:USDT`. */
  readonly symbol: string;
  /** What the venue calls it. */
  readonly venueSymbol: string;
  readonly type: 'spot' | 'swap' | 'future' | 'option';
  readonly base: string;
  readonly quote: string;
  /** What it is settled in; absent for spot. */
  readonly settle?: string;
  /** What sizes of it count. */
  readonly unit: Unit;
  /** How much of the base, or of the quote for inverse ones, a contract is. */
  readonly contractSize?: number;
  /** Prices are multiples of it. Absent where that depends on the price. */
  readonly tickSize?: number;
  /** Sizes are multiples of it. */
  readonly lotSize?: number;
  /** The smallest size of an order. */
  readonly minSize?: number;
  /** Another name that the venue wants in orders (OKX's `instIdCode`), as text. */
  readonly venueCode?: string;
}
