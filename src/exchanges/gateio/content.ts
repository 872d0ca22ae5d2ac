import type { Row } from '../../protocol/fields.ts';

/**
 * What a frame holds of one topic, as it came.
 *
 * ```json
 * {"time":1606292600,"time_ms":1606292600376,"channel":"futures.tickers","event":"update","result":[{"contract":"BTC_USDT","last":"19106.55"}]}
 * ```
 */
export interface GateContent {
  /** Rows of the result, one where it is no array. */
  readonly rows: readonly Row[];
  /** The frame's own instant, in milliseconds and in seconds. */
  readonly millis: unknown;
  readonly seconds: unknown;
  /** `all` where the whole is told, `update` else; absent in some. */
  readonly event: unknown;
}

/** The rows of a topic's content. */
export function rowsIn(payload: unknown): readonly Row[] {
  return (payload as GateContent).rows;
}
