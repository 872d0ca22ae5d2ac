/** One row of a book frame as the wire had it: exact texts, a size of zero deletes. */
export interface RawLevel {
  readonly priceText: string;
  readonly sizeText: string;
}

/** A book message in our words. */
export interface BookFrame {
  readonly kind: 'snapshot' | 'delta';
  readonly bids: readonly RawLevel[];
  readonly asks: readonly RawLevel[];
  /** What the venue says the checksum is once this frame is applied. */
  readonly checksum?: number;
  /** The venue's instant, milliseconds since the epoch. */
  readonly time?: number;
}

/** How a venue computes the checksum of a book. */
export interface ChecksumRule {
  /** How many of the best levels of each side enter. Where there are fewer, those there are. */
  readonly levels: number;
  /** `asks-then-bids`: all asks from the lowest up, then all bids from the highest down. */
  readonly order: 'asks-then-bids';
  /** `digits`: price then size, each without its point and its leading zeros, nothing in between. */
  readonly piece: 'digits';
  /** How the CRC32 (IEEE) is written. */
  readonly crc: 'unsigned';
}

/** How a venue's book is kept. */
export interface BookRule {
  /** Where the first state comes from. */
  readonly snapshot: 'in-band';
  /** Depths the venue offers, rising. */
  readonly depths: readonly number[];
  /** Levels past the subscribed depth are dropped without the venue telling, so the client must do it too. */
  readonly truncates: boolean;
  readonly checksum?: ChecksumRule;
}
