import type { Subscription } from '../model/subscription.ts';
import type { NoticeAction } from './life.ts';

/** What one decoded message means to the engine. */
export type Incoming =
  | DataMessage
  | AckMessage
  | RefusalMessage
  /** A sign of life without content. */
  | { readonly kind: 'heartbeat' }
  /** An answer to a request that is no subscription; matched by id before it comes here. */
  | { readonly kind: 'reply' }
  | NoticeMessage
  /** Not of this protocol as we know it. Counted, never thrown. */
  | { readonly kind: 'unknown' }
  /** One message that holds several. */
  | { readonly kind: 'several'; readonly items: readonly Incoming[] };

/** Something worth reporting: a greeting, a change of the venue's state, a cut that is to come. */
export interface NoticeMessage {
  readonly kind: 'notice';
  readonly text: string;
  /** What is to be done about it. Default: nothing. */
  readonly action?: NoticeAction;
}

/** Content of one topic. */
export interface DataMessage {
  readonly kind: 'data';
  /** The `route` of the topic it belongs to. */
  readonly route: string;
  /** What the channel's reader understands. */
  readonly payload: unknown;
}

/** The venue confirmed a subscription, or the end of one. */
export interface AckMessage {
  readonly kind: 'ack';
  /** Absent where the venue does not say: its id then tells. */
  readonly verb?: 'subscribe' | 'unsubscribe';
  /** The id of the request it answers, if it says. */
  readonly id?: string;
  /** Which topic of that request, by its `item`; all of them when absent. */
  readonly item?: string;
  /** All that is subscribed now, by their `item`; of a venue whose `ack` is `state`. */
  readonly items?: readonly string[];
  /**
   * What it says was subscribed, in our words; lets a recording be followed without its requests. Only what its channel's
   * `topicOf` accepts.
   */
  readonly echo?: Subscription;
}

/** The venue refused a subscription, or the end of one. Where it names neither id nor item, see `AckRule`. */
export interface RefusalMessage {
  readonly kind: 'refusal';
  /** Absent where the venue does not say. */
  readonly verb?: 'subscribe' | 'unsubscribe';
  readonly id?: string;
  readonly item?: string;
  /** The venue's own words, bounded. */
  readonly reason: string;
  /** Asking again cannot help. */
  readonly permanent: boolean;
  /** It is the token that the venue did not accept: the next request gets a new one. */
  readonly tokenRefused?: boolean;
}
