import { defer, finalize, type Observable } from 'rxjs';
import type { Topic } from '../protocol/topic.ts';
import type { SocketSlot } from './socketSlot.ts';

/** The sockets of a client. */
export interface SocketPool {
  /** Runs `use` with a slot that has room for the topic, taken on subscribe and given back on unsubscribe. */
  withSlot<T>(route: string, topic: Topic, use: (slot: SocketSlot) => Observable<T>): Observable<T>;
}

/** What a pool makes its sockets with. */
export interface PoolSettings {
  /** Makes a slot for a dialect; `onClosed` must be called when its socket is gone. */
  readonly open: (route: string, onClosed: () => void) => SocketSlot;
  /** Most topics a socket of that dialect may carry. */
  readonly topicsPerSocket: (route: string) => number;
}

/**
 * Places topics on sockets: the fullest that still has room, so that emptied ones can close, and never beside a topic
 * whose frames look the same.
 */
export function socketPool({ open, topicsPerSocket }: PoolSettings): SocketPool {
  const slots = new Set<SocketSlot>();

  const place = (route: string, topic: Topic): SocketSlot => {
    const most = topicsPerSocket(route);
    let best: SocketSlot | undefined;
    for (const slot of slots) {
      if (slot.route !== route || slot.wanted() >= most || slot.holds(topic)) continue;
      if (best === undefined || slot.wanted() > best.wanted()) best = slot;
    }
    if (best !== undefined) return best;
    const fresh: SocketSlot = open(route, () => slots.delete(fresh));
    slots.add(fresh);
    return fresh;
  };

  return {
    withSlot: (route, topic, use) =>
      defer(() => {
        const slot = place(route, topic);
        slot.admit(topic);
        return defer(() => use(slot)).pipe(
          finalize(() => {
            if (!slot.release(topic)) slots.delete(slot);
          }),
        );
      }),
  };
}
