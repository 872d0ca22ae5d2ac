import type { Stamp } from './stamp.ts';

/** What holders of a perpetual pay each other. */
export interface Funding extends Stamp {
  readonly kind: 'funding';
  /** The rate paid at `nextTime`, as a fraction: `0.0001` is 0.01 %. Positive: longs pay shorts. May change until then. */
  readonly rate: number;
  readonly rateText: string;
  /** When `rate` is paid, milliseconds since the epoch. */
  readonly nextTime?: number;
  /** What the venue expects the rate after that to be. */
  readonly nextRate?: number;
  readonly nextRateText?: string;
}
