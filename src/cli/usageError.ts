/** What the command was asked cannot be meant; the message says why in one line. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
