/** What a full queue does: drops the value that waits longest, drops the one that came, or fails with {@link OverflowError}. */
export type OnOverflow = 'drop-oldest' | 'drop-newest' | 'error';

/** What an operator with a bounded queue errors with when it is told to fail rather than to drop. */
export class OverflowError extends Error {
  /** How many values may wait. */
  readonly size: number;

  constructor(size: number) {
    super(`too slow for its source: ${size} values were waiting and one more came`);
    this.name = 'OverflowError';
    this.size = size;
  }
}
