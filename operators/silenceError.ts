/** What {@link failOnSilence} errors with unless it is given something to go on with. */
export class SilenceError extends Error {
  /** The silence that was allowed, in milliseconds. */
  readonly within: number;

  constructor(within: number) {
    super(`no proof of life within ${within} ms`);
    this.name = 'SilenceError';
    this.within = within;
  }
}
