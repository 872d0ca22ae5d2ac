import type { Lane } from './lane.ts';

/** What every limit of a venue says. */
interface LimitTerms {
  /**
   * Who is counted together: each socket by itself, begun afresh with every connection; or all sockets of a client, because
   * the venue counts by `address`, by `account`, or because the dialect is to be kept to it as a whole (`process`).
   * Dialects that share such a limit name the same rule object.
   */
  readonly scope: 'socket' | 'address' | 'account' | 'process';
  /** `frames`: each as one. `weight`: each by its weight, 1 unless its request says otherwise. `connects`: each dial as one. */
  readonly counts: 'frames' | 'weight' | 'connects';
  /** The most there may be at once, a positive integer. Below what the venue says where others share its address. */
  readonly limit: number;
  /** Which frames count. Default: all, heartbeats among them. */
  readonly lanes?: readonly Lane[];
  /**
   * By how many milliseconds one frame may take longer to the venue than another. The venue counts where they arrive, so
   * they leave so much further apart. Default 100.
   */
  readonly slack?: number;
}

/** No more than `limit` in any time of that length, wherever it begins. */
export interface SlidingLimit extends LimitTerms {
  readonly kind: 'sliding';
  /** Milliseconds. */
  readonly window: number;
}

/** A burst of `limit`, then evenly. */
export interface BucketLimit extends LimitTerms {
  readonly kind: 'bucket';
  /** How many come back in `per`. */
  readonly refill: number;
  /** Milliseconds. */
  readonly per: number;
}

/**
 * No more than `limit` from one full second, minute or other window of the venue's clock to the next. Nobody knows the
 * venue's clock here, so it is kept in any window of that length.
 */
export interface CalendarLimit extends LimitTerms {
  readonly kind: 'calendar';
  /** Milliseconds. */
  readonly window: number;
}

/**
 * One limit that a venue sets to what is sent to it. What leaves waits for all limits that count it; a limit that cannot be
 * meant is `invalid-options` where a client is made.
 *
 * @example
 * ```ts
 * import type { LimitRule } from 'coldwire';
 *
 * // "300 connections per attempt every 5 minutes per IP", "5 incoming messages per second" a connection, pings counted.
 * const limits: readonly LimitRule[] = [
 *   { scope: 'address', counts: 'connects', kind: 'sliding', limit: 300, window: 300_000 },
 *   { scope: 'socket', counts: 'frames', kind: 'sliding', limit: 5, window: 1_000 },
 * ];
 * console.log(limits.length); // 2
 * ```
 */
export type LimitRule = SlidingLimit | BucketLimit | CalendarLimit;
