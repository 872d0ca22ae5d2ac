/** What a heartbeat's message may hold. Made when it is said, never before. */
export interface HeartbeatContext {
  /** An integer that this connection has not used as an id. */
  readonly id: number;
  /** The wall clock, milliseconds since the epoch. */
  readonly time: number;
}

/**
 * Keeps a connection alive by messages of its own, sent in the lane `heartbeat` and counted by every budget that counts that.
 * None is sent while the one before still waits for its turn.
 *
 * @example
 * ```ts
 * import { type Heartbeat, plain } from 'coldwire';
 *
 * // "If no messages were received for N seconds (N < 30), send the String 'ping'": answered by the bare text `pong`.
 * const okx: Heartbeat = { every: 20_000, idleOnly: true, message: () => plain('ping'), isReply: (message) => message === 'pong' };
 *
 * // Time in whole seconds, answered on the channel `spot.pong`.
 * const gate: Heartbeat = {
 *   every: 10_000,
 *   message: ({ time }) => ({ time: Math.floor(time / 1_000), channel: 'spot.ping' }),
 *   isReply: (message) => (message as { channel?: string }).channel === 'spot.pong',
 *   within: 5_000,
 * };
 * ```
 */
export interface Heartbeat<M = unknown> {
  /** Milliseconds between two messages, and before the first. */
  readonly every: number;
  /** Makes the message. What it throws ends the connection. */
  message(context: HeartbeatContext): unknown;
  /**
   * Which messages answer it: they are no late replies, whatever ids they bear, and measure the round trip. Without it answers
   * are not watched.
   */
  isReply?(message: M): boolean;
  /**
   * How long the answer may take, from when the message left, before the connection counts as lost (`silence`), in
   * milliseconds. Default 10,000.
   */
  readonly within?: number;
  /** Whether to send only when nothing at all has come for `every`. Default false. */
  readonly idleOnly?: boolean;
}
