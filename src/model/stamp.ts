/** What a size counts. A venue's own number is never converted; the unit says how to read it. */
export type Unit = 'base' | 'quote' | 'contract';

/** What every value carries. Instants are milliseconds since the epoch. */
export interface Stamp {
  /** The venue's id, as its export is named: `kraken`. */
  readonly exchange: string;
  /** Unified symbol. */
  readonly symbol: string;
  /** The venue's instant, where it gives one. */
  readonly time?: number;
  /** When the frame reached this process, by the injected wall clock. */
  readonly receivedAt: number;
}
