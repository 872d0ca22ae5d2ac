import { Subscription } from 'rxjs';
import type { Topic } from './topic.ts';
import type { Connection } from './venueSide.ts';

/** A topic that a socket has subscribed. */
export interface ServedTopic<Wish> {
  readonly wish: Wish;
  /** Sends nothing until `until`. */
  readonly freeze: (until: number) => void;
  readonly stop: () => void;
  /** Stops after one more frame. */
  readonly stopLate: () => void;
}

/** Has a wish served to a socket. */
export function servedTopic<Wish>(
  wish: Wish,
  { id, send, after }: Connection,
  serve: (topic: Topic<Wish>) => Subscription,
  now: () => number,
): ServedTopic<Wish> {
  const serving = new Subscription();
  let frozenUntil = Number.NEGATIVE_INFINITY;
  let isLast = false;
  const topic: Topic<Wish> = {
    wish,
    socket: id,
    after,
    send(text) {
      if (serving.closed || now() < frozenUntil) return;
      if (isLast) serving.unsubscribe();
      send(text);
    },
  };
  serving.add(serve(topic));
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
