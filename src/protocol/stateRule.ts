import type { Balance } from '../model/balance.ts';
import type { Fill } from '../model/fill.ts';
import type { Order } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import type { Subscription } from '../model/subscription.ts';
import type { Query } from './query.ts';

/**
 * What private channels deliver. Those of one topic may come mixed: `orders` and `fills` that one wire subscription serves
 * name the same topic key and the same reader, and each feed is given its own kind.
 */
export type PrivateValue = Order | Fill | Balance | Position;

/** What the state of an account is made of. */
export type StateKind = Exclude<PrivateValue['kind'], 'fill'>;

/** What the queries for a snapshot are made of. */
export interface StateContext {
  readonly exchange: string;
  /** The subscription as the wire serves it. */
  readonly subscription: Subscription;
}

/**
 * How private state starts from a snapshot. The topic is `live` once it is applied; what the stream brings meanwhile is held,
 * and follows where it is newer. What was known before an outage and is missing from the snapshot is told in its final
 * state: an order as the venue's `find` has it, a balance as zero, a position as flat. Fills in a snapshot are told where an earlier
 * one did not hold them, none of the first.
 */
export interface StateRule {
  /** The kinds that the snapshot tells all of: open orders, balances, positions. */
  readonly covers: readonly StateKind[];
  /** Whether a payload completes the snapshot that the venue sends by itself after the acknowledgement. */
  isSnapshot?(payload: unknown): boolean;
  /** What to ask after the acknowledgement, where the venue sends none. All answers together are the snapshot. */
  queries?(context: StateContext): readonly Query<readonly PrivateValue[]>[];
  /**
   * Whether an update is newer than another state of the same thing. Default: what is no longer open is, then what is filled
   * further, then what is later by `updatedAt` or `time`; what tells nothing of that is.
   */
  isNewer?(update: PrivateValue, than: PrivateValue): boolean;
}
