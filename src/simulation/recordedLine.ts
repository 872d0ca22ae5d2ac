/** One line of a recorded session file: what a venue's `recorded` option takes. */
export interface RecordedLine {
  /** The recorder's time, microseconds since the epoch. */
  readonly t: number;
  /** The connection within the session. */
  readonly c?: number;
  readonly k: 'open' | 'send' | 'recv' | 'http';
  readonly url?: string;
  /** A text frame, verbatim. */
  readonly raw?: string;
  /** A binary frame, base64. */
  readonly b64?: string;
}
