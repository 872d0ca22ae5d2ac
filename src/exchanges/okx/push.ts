import { type Row, rowsOf } from '../../protocol/fields.ts';

/**
 * A frame with content, as it came; nothing in it but `arg.channel` and that `data` is an array is trusted yet.
 *
 * ```json
 * {"arg":{"channel":"books","instId":"BTC-USDT"},"action":"update","data":[{"asks":[["8476.98","415","0","13"]],"bids":[],"ts":"1597026383085","checksum":0,"prevSeqId":123456,"seqId":123457}]}
 * ```
 */
export interface OkxPush {
  readonly arg: Row;
  readonly data: readonly unknown[];
  readonly action?: unknown;
  /** Of an account's state: `snapshot` or `event_update`. */
  readonly eventType?: unknown;
  /** `false` on every page of a snapshot but the last. */
  readonly lastPage?: unknown;
}

/** The rows of a frame. */
export function rowsIn(payload: unknown): readonly Row[] {
  return rowsOf((payload as OkxPush).data, 'data');
}
