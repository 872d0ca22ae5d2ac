import type { Subscription } from '../model/subscription.ts';

/** What is subscribed on the wire: several subscriptions may need the same topic (a book of 5 levels and one of 10). */
export interface Topic {
  /** The identity of the wire subscription. */
  readonly key: string;
  /**
   * What its data frames can be told by. Two topics of equal route and different key cannot share a socket: nobody could
   * tell their frames apart.
   */
  readonly route: string;
  /** What an acknowledgement or a refusal names it by. */
  readonly item: string;
  /** Topics of equal batch may be asked for in one frame. */
  readonly batch: string;
  /** The subscription as the wire serves it. */
  readonly subscription: Subscription;
}
