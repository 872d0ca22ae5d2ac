/** What {@link boundedBuffer} and {@link boundedFeed} error with when told to rather than to drop. */
export class OverflowError extends Error {
  /** How many values might wait. */
  readonly size: number;

  constructor(size: number) {
    super(`the consumer is too slow: ${size} values were waiting and one more came`);
    this.name = 'OverflowError';
    this.size = size;
  }
}
