import { Subscription } from 'rxjs';
import type { Connection } from '../venueSide.ts';
import type { Feed, Topic } from './topic.ts';
import type { Wish } from './wish.ts';

/** A topic that a socket has subscribed. */
export interface ServedTopic {
  readonly wish: Wish;
  /** Sends nothing until `until`. */
  readonly freeze: (until: number) => void;
  readonly stop: () => void;
  /** Stops after one more frame. */
  readonly stopLate: () => void;
}

/** Has the feed serve a wish to a socket. */
export function servedTopic(wish: Wish, { id, send, after }: Connection, feed: Feed, now: () => number): ServedTopic {
  const serving = new Subscription();
  let frozenUntil = Number.NEGATIVE_INFINITY;
  let isLast = false;
  const topic: Topic = {
    wish,
    socket: id,
    after,
    send(text) {
      if (serving.closed || now() < frozenUntil) return;
      if (isLast) serving.unsubscribe();
      send(text);
    },
  };
  serving.add(feed.serve(topic));
  return {
    wish,
    freeze(until) {
      frozenUntil = until;
    },
    stop: () => serving.unsubscribe(),
    stopLate() {
      isLast = true;
    },
  };
}
