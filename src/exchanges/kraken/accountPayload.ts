/** What a frame of a private channel holds. */
export interface AccountPayload {
  readonly snapshot: boolean;
  readonly rows: readonly unknown[];
  /** The number of the frame within its channel, unread. */
  readonly sequence: unknown;
}
