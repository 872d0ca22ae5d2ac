import { type SchedulerLike, Subscription, timer } from 'rxjs';
import type { AskFrame, Asked, Verb } from './askFrames.ts';

/** Which of the asks that have left are meant. What is absent says nothing. */
export interface Wanted<A extends Asked> {
  /** The id of their frame. */
  readonly id?: string | undefined;
  readonly verb?: Verb | undefined;
  readonly item?: string | undefined;
  /** Whether one is meant. */
  readonly where?: (ask: A) => boolean;
}

/** The asks that have left and wait for their answers. */
export interface SentAsks<A extends Asked> {
  /** Takes a frame in; what of it is still there after the timeout is taken out and handed to `onOverdue`. */
  add(id: string, frame: AskFrame<A>, onOverdue: (ask: A) => void): void;
  /** Removes and gives asks of the oldest frame that has any which are meant. */
  take(wanted: Wanted<A>): readonly A[];
  /** Removes and gives the asks that are meant, of all frames. */
  takeAll(wanted: Wanted<A>): readonly A[];
  /** Whether a frame of that id waits for an answer. */
  has(id: string): boolean;
  size(): number;
  /** Forgets all, and stops every timer. */
  close(): void;
}

interface Sent<A extends Asked> extends AskFrame<A> {
  readonly deadline: Subscription;
}

/** Keeps sent asks by the id of their frame, each for at most `ackTimeout` milliseconds, by default for ever. */
export function sentAsks<A extends Asked>(ackTimeout: number | undefined, scheduler: SchedulerLike): SentAsks<A> {
  // In the order in which they left.
  const frames = new Map<string, Sent<A>>();

  const takeFrom = (id: string, { verb, item, where = () => true }: Wanted<A>): readonly A[] => {
    const frame = frames.get(id);
    if (frame === undefined || (verb !== undefined && frame.verb !== verb)) return [];
    const named = item === undefined ? [...frame.asks.values()] : [frame.asks.get(item)];
    const asks = named.filter((ask) => ask !== undefined).filter(where);
    for (const { topic } of asks) frame.asks.delete(topic.item);
    if (frame.asks.size === 0) {
      frame.deadline.unsubscribe();
      frames.delete(id);
    }
    return asks;
  };

  return {
    add: (id, frame, onOverdue) => {
      const overdue = (): void => {
        for (const ask of takeFrom(id, {})) onOverdue(ask);
      };
      const deadline = ackTimeout === undefined ? new Subscription() : timer(ackTimeout, scheduler).subscribe(overdue);
      frames.set(id, { ...frame, deadline });
    },
    take: (wanted) => {
      if (wanted.id !== undefined) return takeFrom(wanted.id, wanted);
      for (const id of frames.keys()) {
        const asks = takeFrom(id, wanted);
        if (asks.length > 0) return asks;
      }
      return [];
    },
    takeAll: (wanted) => [...frames.keys()].flatMap((id) => takeFrom(id, wanted)),
    has: (id) => frames.has(id),
    size: () => [...frames.values()].reduce((sum, { asks }) => sum + asks.size, 0),
    close: () => {
      for (const { deadline } of frames.values()) deadline.unsubscribe();
      frames.clear();
    },
  };
}
