import { type SchedulerLike, type Subscription, timer } from 'rxjs';
import type { AskFrame, Asked, Verb } from './askFrames.ts';

/** The asks that have left and wait for their answers. */
export interface SentAsks<A extends Asked> {
  /** Takes a frame in; what of it is still there after the timeout is taken out and handed to `onOverdue`. */
  add(id: string, frame: AskFrame<A>, onOverdue: (ask: A) => void): void;
  /** Removes and gives the asks that an answer to a frame is about: the one of an item, or all that are left. */
  take(id: string, verb: Verb, item?: string): readonly A[];
  size(): number;
  /** Forgets all, and stops every timer. */
  close(): void;
}

interface Sent<A extends Asked> extends AskFrame<A> {
  readonly deadline: Subscription;
}

/** Keeps sent asks by the id of their frame, each for at most `ackTimeout` milliseconds. */
export function sentAsks<A extends Asked>(ackTimeout: number, scheduler: SchedulerLike): SentAsks<A> {
  const frames = new Map<string, Sent<A>>();

  const take = (id: string, verb: Verb, item?: string): readonly A[] => {
    const frame = frames.get(id);
    if (frame === undefined || frame.verb !== verb) return [];
    const named = item === undefined ? [...frame.asks.values()] : [frame.asks.get(item)];
    const asks = named.filter((ask) => ask !== undefined);
    for (const { topic } of asks) frame.asks.delete(topic.item);
    if (frame.asks.size === 0) {
      frame.deadline.unsubscribe();
      frames.delete(id);
    }
    return asks;
  };

  return {
    add: (id, frame, onOverdue) => {
      const deadline = timer(ackTimeout, scheduler).subscribe(() => {
        for (const ask of take(id, frame.verb)) onOverdue(ask);
      });
      frames.set(id, { ...frame, deadline });
    },
    take,
    size: () => [...frames.values()].reduce((sum, { asks }) => sum + asks.size, 0),
    close: () => {
      for (const { deadline } of frames.values()) deadline.unsubscribe();
      frames.clear();
    },
  };
}
