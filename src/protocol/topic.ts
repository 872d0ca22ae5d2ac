import type { Subscription } from '../model/subscription.ts';

/** What is subscribed on the wire: several subscriptions may need the same topic (a book of 5 levels and one of 10). */
export interface Topic {
  /** The identity of the wire subscription: subscriptions whose topics have equal keys share one. */
  readonly key: string;
  /**
   * What its data frames can be told by. Two topics of equal route and different key cannot share a socket: nobody could
   * tell their frames apart.
   */
  readonly route: string;
  /** What an acknowledgement or a refusal names it by. Different within a frame, and with `ack: 'echo'` within a socket. */
  readonly item: string;
  /** Topics of equal batch may be asked for in one frame. */
  readonly batch: string;
  /**
   * Of the topics that share this text, a socket carries one: for what a venue serves once a connection. Default: it goes
   * beside any.
   */
  readonly exclusive?: string;
  /**
   * Whether it is asked for as somebody: signed, with a token. Needs `auth`. Default: what its channel is; orders, fills,
   * balances and positions are private.
   */
  readonly isPrivate?: boolean;
  /** The subscription as the wire serves it. */
  readonly subscription: Subscription;
}
