import type { Subscription } from 'rxjs';
import type { Topic as TopicOf } from '../topic.ts';
import type { Wish } from './wish.ts';

/** One subscription of one socket, as a feed serves it. */
export type Topic = TopicOf<Wish>;

/** Where a session's data comes from: a market, or a recording. */
export interface Feed {
  /** Why it does not serve the wish, if it does not. */
  refusal(wish: Wish): string | undefined;
  /** How it confirms the wish, where it has words of its own. */
  confirmation?(wish: Wish, id: string | undefined): string | undefined;
  /** Serves the topic until unsubscribed. */
  serve(topic: Topic): Subscription;
}
