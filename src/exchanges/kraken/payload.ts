import type { Row } from '../../protocol/fields.ts';

/** The rows of one topic out of one frame. */
export interface KrakenPayload {
  readonly snapshot: boolean;
  readonly rows: readonly Row[];
  /** The instant the frame itself carries, unread; `ohlc` alone has one. */
  readonly timestamp?: unknown;
}
