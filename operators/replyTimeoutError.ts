/** What {@link awaitReplies} errors with when its time is up, unless it is given something to go on with. */
export class ReplyTimeoutError extends Error {
  /** The id whose replies were awaited. */
  readonly id: unknown;
  /** The time that was allowed, in milliseconds. */
  readonly timeout: number;

  constructor(id: unknown, timeout: number) {
    super(`no last reply to ${String(id)} within ${timeout} ms`);
    this.name = 'ReplyTimeoutError';
    this.id = id;
    this.timeout = timeout;
  }
}
