/** What {@link keepAlive} errors with when a pong does not come in time and it is given nothing to go on with. */
export class KeepAliveError extends Error {
  /** How long the pong was waited for, in milliseconds. */
  readonly timeout: number;

  constructor(timeout: number) {
    super(`no pong within ${timeout} ms of a ping`);
    this.name = 'KeepAliveError';
    this.timeout = timeout;
  }
}
