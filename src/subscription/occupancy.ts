import type { Topic } from '../protocol/topic.ts';
import { topicSeats } from './topicSeats.ts';

/** Who has a place on a socket. */
export interface Occupancy {
  /** Gives a place to a topic, or to a request where there is none. */
  admit(topic?: Topic): void;
  /** Takes it back. */
  release(topic?: Topic): void;
  /** Whether a topic placed here has frames that look like this topic's. */
  holds(topic: Topic): boolean;
  /** How many topics have one. */
  wanted(): number;
  /** How many requests have one. */
  requests(): number;
  isUsed(): boolean;
}

/** Nobody yet. `onUse` is told when the first came and when the last one left. */
export function occupancy(onUse: (used: boolean) => void): Occupancy {
  const seats = topicSeats();
  let requests = 0;
  const used = (): number => seats.size() + requests;
  return {
    admit: (topic) => {
      if (topic === undefined) requests++;
      else seats.take(topic);
      if (used() === 1) onUse(true);
    },
    release: (topic) => {
      if (topic === undefined) requests--;
      else seats.leave(topic);
      if (used() === 0) onUse(false);
    },
    holds: seats.exclude,
    wanted: seats.size,
    requests: () => requests,
    isUsed: () => used() > 0,
  };
}
