/** What {@link rateLimit} errors with when more values wait than it is allowed to keep. */
export class QueueOverflowError extends Error {
  /** How many may wait. */
  readonly queue: number;

  constructor(queue: number) {
    super(`more than ${queue} values wait for their budgets`);
    this.name = 'QueueOverflowError';
    this.queue = queue;
  }
}
