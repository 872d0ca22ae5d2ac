import type { Topic } from '../protocol/topic.ts';

/** The places of topics on one socket. */
export interface TopicSeats {
  take(topic: Topic): void;
  leave(topic: Topic): void;
  /** Whether one that has a place cannot be beside this one: its frames look the same, or both are exclusive alike. */
  exclude(topic: Topic): boolean;
  size(): number;
}

/** Places of topics none of which another excludes, as who gives them knows. */
export function topicSeats(): TopicSeats {
  const routes = new Set<string>();
  const exclusives = new Set<string>();
  return {
    take: ({ route, exclusive }) => {
      routes.add(route);
      if (exclusive !== undefined) exclusives.add(exclusive);
    },
    leave: ({ route, exclusive }) => {
      routes.delete(route);
      if (exclusive !== undefined) exclusives.delete(exclusive);
    },
    exclude: ({ route, exclusive }) => routes.has(route) || (exclusive !== undefined && exclusives.has(exclusive)),
    size: () => routes.size,
  };
}
