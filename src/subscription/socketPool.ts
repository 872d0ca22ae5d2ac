import { defer, filter, finalize, map, merge, type Observable, Subject, switchMap, take } from 'rxjs';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { Topic } from '../protocol/topic.ts';
import type { SocketSlot } from './socketSlot.ts';

/** The sockets of a client. */
export interface SocketPool {
  /**
   * Runs `use` with a slot that has room for the topic, taken on subscribe and given back on unsubscribe. Where there is no
   * room and no further socket may be opened, emits what `noPlaceYet` says, and runs it as soon as there is, in turn.
   */
  withSlot<T>(
    route: string,
    topic: Topic,
    use: (slot: SocketSlot) => Observable<T>,
  ): Observable<T | FeedEvent<unknown>>;
}

/** What a pool makes its sockets with. */
export interface PoolSettings {
  /** Makes a slot for a dialect; `onClosed` must be called when its socket is gone. */
  readonly open: (route: string, onClosed: () => void) => SocketSlot;
  /** Most topics a socket of that dialect may carry. */
  readonly topicsPerSocket: (route: string) => number;
  /** Most sockets at once. Default: no bound. */
  readonly sockets?: number;
  /** What a topic hears that must wait for a place. Default: nothing. */
  readonly noPlaceYet?: (topic: Topic) => readonly FeedEvent<unknown>[];
}

/**
 * Places topics on sockets: the fullest that still has room, so that emptied ones can close, and never beside a topic
 * whose frames look the same.
 */
export function socketPool({
  open,
  topicsPerSocket,
  sockets = Number.POSITIVE_INFINITY,
  noPlaceYet = () => [],
}: PoolSettings): SocketPool {
  const slots = new Set<SocketSlot>();
  // In the order in which they came, who waits asks again whenever a place may have become free.
  const freed$ = new Subject<void>();
  const remove = (slot: SocketSlot): void => {
    slots.delete(slot);
    freed$.next();
  };

  const place = (route: string, topic: Topic): SocketSlot | undefined => {
    const most = topicsPerSocket(route);
    let best: SocketSlot | undefined;
    for (const slot of slots) {
      if (slot.route !== route || slot.wanted() >= most || slot.holds(topic)) continue;
      if (best === undefined || slot.wanted() > best.wanted()) best = slot;
    }
    if (best !== undefined || slots.size >= sockets) return best;
    const fresh: SocketSlot = open(route, () => remove(fresh));
    slots.add(fresh);
    return fresh;
  };

  const serve = <T>(slot: SocketSlot, topic: Topic, use: (slot: SocketSlot) => Observable<T>): Observable<T> => {
    slot.admit(topic);
    return defer(() => use(slot)).pipe(
      finalize(() => {
        if (slot.release(topic)) freed$.next();
        else remove(slot);
      }),
    );
  };

  return {
    withSlot: (route, topic, use) =>
      defer(() => {
        const slot = place(route, topic);
        if (slot !== undefined) return serve(slot, topic, use);
        const placed$ = freed$.pipe(
          map(() => place(route, topic)),
          filter((free) => free !== undefined),
          take(1),
          switchMap((free) => serve(free, topic, use)),
        );
        return merge(placed$, noPlaceYet(topic));
      }),
  };
}
