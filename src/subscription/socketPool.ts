import { defer, type Observable, tap } from 'rxjs';
import type { Topic } from '../protocol/topic.ts';
import type { SocketSlot } from './socketSlot.ts';

/** The sockets of a client. */
export interface SocketPool {
  /** Runs `use` with a slot that has room for the topic, taken on subscribe and given back on unsubscribe. */
  withSlot<T>(route: string, topic: Topic, use: (slot: SocketSlot) => Observable<T>): Observable<T>;
  /**
   * Runs `use` with a slot for one request, taken on subscribe and given back with its end, before that is told: of the
   * sockets of that dialect one that is ready, of those the one with the fewest topics and requests; a fresh one if there
   * is none at all.
   */
  withAnySlot<T>(route: string, use: (slot: SocketSlot) => Observable<T>): Observable<T>;
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
 * whose frames look the same. Requests take no topic's room, and go where they wait least.
 */
export function socketPool({ open, topicsPerSocket }: PoolSettings): SocketPool {
  const slots = new Set<SocketSlot>();

  const openFresh = (route: string): SocketSlot => {
    const fresh: SocketSlot = open(route, () => slots.delete(fresh));
    slots.add(fresh);
    return fresh;
  };

  const place = (route: string, topic: Topic): SocketSlot => {
    const most = topicsPerSocket(route);
    let best: SocketSlot | undefined;
    for (const slot of slots) {
      if (slot.route !== route || slot.wanted() >= most || slot.holds(topic)) continue;
      if (best === undefined || slot.wanted() > best.wanted()) best = slot;
    }
    return best ?? openFresh(route);
  };

  const placeAnywhere = (route: string): SocketSlot => {
    let best: SocketSlot | undefined;
    for (const slot of slots) if (slot.route === route && (best === undefined || waitsLess(slot, best))) best = slot;
    return best ?? openFresh(route);
  };

  const occupy = <T>(
    slot: SocketSlot,
    topic: Topic | undefined,
    use: (slot: SocketSlot) => Observable<T>,
  ): Observable<T> => {
    slot.admit(topic);
    const leave = (): void => {
      if (!slot.release(topic)) slots.delete(slot);
    };
    return defer(() => use(slot)).pipe(tap({ error: leave, complete: leave, unsubscribe: leave }));
  };

  return {
    withSlot: (route, topic, use) => defer(() => occupy(place(route, topic), topic, use)),
    withAnySlot: (route, use) => defer(() => occupy(placeAnywhere(route), undefined, use)),
  };
}

function waitsLess(slot: SocketSlot, than: SocketSlot): boolean {
  const ready = slot.isReady();
  return ready === than.isReady() ? loadOf(slot) < loadOf(than) : ready;
}

function loadOf(slot: SocketSlot): number {
  return slot.wanted() + slot.requests();
}
