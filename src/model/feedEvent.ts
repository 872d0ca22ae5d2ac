import type { Subscription } from './subscription.ts';

/** Why what a consumer saw last can no longer be trusted. */
export type StaleReason =
  | 'connecting'
  | 'connection-lost'
  | 'silence'
  | 'sequence-gap'
  | 'checksum-mismatch'
  | 'crossed'
  | 'overflow'
  | 'unsubscribed-by-venue'
  | 'rejected-for-now'
  | 'ack-timeout'
  | 'authentication-lost'
  | 'local-stall';

/** From here on values can be trusted: acknowledged in this epoch and, for books, snapshot applied and verified. */
export interface LiveEvent {
  readonly kind: 'live';
  readonly subscription: Subscription;
  /** Which connection serves the feed: rises with each one made. */
  readonly epoch: number;
}

/** A value, to be trusted because the last trust event was `live`. */
export interface DataEvent<T> {
  readonly kind: 'data';
  readonly subscription: Subscription;
  readonly value: T;
}

/** From here on nothing is known until the next `live`. */
export interface StaleEvent {
  readonly kind: 'stale';
  readonly subscription: Subscription;
  readonly epoch: number;
  readonly reason: StaleReason;
  /**
   * Since when the feed is blind, milliseconds since the epoch: the receipt of the last good frame of its topic, or,
   * before there was any, the instant the topic was first wanted.
   */
  readonly since: number;
  /** How many frames of the topic a bounded queue lost, where one did. */
  readonly dropped?: number;
}

/**
 * What a feed emits: values with their trust in band. A feed's life is `(stale+ live data*)*`, ended only by
 * unsubscription or an error; the first event comes synchronously on subscribe.
 */
export type FeedEvent<T> = LiveEvent | DataEvent<T> | StaleEvent;
