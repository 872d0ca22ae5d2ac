import type { Observable } from 'rxjs';
import type { Topic } from '../protocol/topic.ts';

/** Content of a topic, as it came. */
export interface Arrival {
  readonly kind: 'arrival';
  readonly route: string;
  readonly payload: unknown;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** What a topic hears from its connection. */
export type TopicSignal = Arrival | { readonly kind: 'acknowledged' };

/** The same, and that an end of before was confirmed late: what came so far was of the subscription before. */
export type SessionSignal = TopicSignal | { readonly kind: 'ended' };

/** One connection as its topics see it: live, or played from a recording. */
export interface Session {
  readonly epoch: number;
  /**
   * Asks for a topic on subscribe and emits what the venue has to say of it, `acknowledged` among it, and maybe `ended` before. Errors with
   * `subscription-rejected`, `ack-timeout`, `not-sent` or `unsubscribed-by-venue`; unsubscribing ends the topic on the
   * wire.
   */
  follow(topic: Topic): Observable<SessionSignal>;
}
