/** What {@link awaitReplies} errors with when the messages end before the last reply came. */
export class IncompleteRepliesError extends Error {
  /** The id whose replies were awaited. */
  readonly id: unknown;
  /** How many of them came. */
  readonly received: number;

  constructor(id: unknown, received: number) {
    super(`the messages ended after ${received} replies to ${String(id)}, before the last`);
    this.name = 'IncompleteRepliesError';
    this.id = id;
    this.received = received;
  }
}
