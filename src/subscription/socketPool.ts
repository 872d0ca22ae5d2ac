import { defer, filter, map, merge, type Observable, Subject, switchMap, take, tap } from 'rxjs';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { Topic } from '../protocol/topic.ts';
import type { SocketSlot } from './socketSlot.ts';

/** The sockets of a client. */
export interface SocketPool {
  /**
   * Runs `use` with a slot that has room for the topic, taken on subscribe and given back on unsubscribe. Where there is no
   * room and no further socket may be opened, emits what `noPlaceYet` says, and runs it as soon as there is, in turn. The slot's
   * epoch is above what `above` says then, by default 0.
   */
  withSlot<T>(
    route: string,
    topic: Topic,
    use: (slot: SocketSlot) => Observable<T>,
    above?: () => number,
  ): Observable<T | FeedEvent<unknown>>;
  /**
   * Runs `use` with a slot for one request, taken on subscribe and given back with its end, before that is told: of the
   * sockets of that dialect one that is ready, of those the one with the fewest topics and requests; a fresh one if there
   * is none at all, as soon as one may be opened. One that retires is taken only while no other is ready.
   */
  withAnySlot<T>(route: string, use: (slot: SocketSlot) => Observable<T>): Observable<T>;
}

/** What a pool makes its sockets with. */
export interface PoolSettings {
  /** Makes a slot for a dialect, of epochs above that; `onClosed` must be called when its socket is gone. */
  readonly open: (route: string, onClosed: () => void, above: number) => SocketSlot;
  /** Most topics a socket of that dialect may carry. */
  readonly topicsPerSocket: (route: string) => number;
  /** Most sockets at once. Default: no bound. */
  readonly sockets?: number;
  /** What a topic hears that must wait for a place. Default: nothing. */
  readonly noPlaceYet?: (topic: Topic) => readonly FeedEvent<unknown>[];
}

/**
 * Places topics on sockets: the fullest that still has room, so that emptied ones can close, and never beside a topic
 * whose frames look the same. Requests take no topic's room, and go where they wait least.
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

  const openFresh = (route: string, above = 0): SocketSlot | undefined => {
    if (slots.size >= sockets) return undefined;
    const fresh: SocketSlot = open(route, () => remove(fresh), above);
    slots.add(fresh);
    return fresh;
  };

  const place = (route: string, topic: Topic, above: number): SocketSlot | undefined => {
    const willing = [...slots].filter(
      (slot) => slot.route === route && !slot.isRetiring() && slot.epoch() > above && !slot.holds(topic),
    );
    return fullestWithRoom(willing, topicsPerSocket(route)) ?? openFresh(route, above);
  };
  const placeAnywhere = (route: string): SocketSlot | undefined => idlest(slots, route) ?? openFresh(route);

  const occupy = <T>(
    slot: SocketSlot,
    topic: Topic | undefined,
    use: (slot: SocketSlot) => Observable<T>,
  ): Observable<T> => {
    slot.admit(topic);
    const leave = (): void => {
      if (slot.release(topic)) freed$.next();
      else remove(slot);
    };
    return defer(() => use(slot)).pipe(tap({ error: leave, complete: leave, unsubscribe: leave }));
  };

  return {
    withSlot: (route, topic, use, above = () => 0) =>
      served(
        freed$,
        () => place(route, topic, above()),
        (slot) => occupy(slot, topic, use),
        () => noPlaceYet(topic),
      ),
    withAnySlot: (route, use) =>
      served(
        freed$,
        () => placeAnywhere(route),
        (slot) => occupy(slot, undefined, use),
        (): readonly never[] => [],
      ),
  };
}

/** Uses the slot that is found, now or, telling `meanwhile`, as soon as one is. */
function served<T, W>(
  freed$: Observable<void>,
  find: () => SocketSlot | undefined,
  serve: (slot: SocketSlot) => Observable<T>,
  meanwhile: () => readonly W[],
): Observable<T | W> {
  return defer((): Observable<T | W> => {
    const slot = find();
    if (slot !== undefined) return serve(slot);
    const found$ = freed$.pipe(
      map(find),
      filter((free) => free !== undefined),
      take(1),
      switchMap(serve),
    );
    return merge(found$, meanwhile());
  });
}

function fullestWithRoom(slots: readonly SocketSlot[], most: number): SocketSlot | undefined {
  let best: SocketSlot | undefined;
  for (const slot of slots) {
    if (slot.wanted() < most && (best === undefined || slot.wanted() > best.wanted())) best = slot;
  }
  return best;
}

function idlest(slots: Iterable<SocketSlot>, route: string): SocketSlot | undefined {
  let best: SocketSlot | undefined;
  for (const slot of slots) {
    if (slot.route !== route || (slot.isRetiring() && !slot.isReady())) continue;
    if (best === undefined || waitsLess(slot, best)) best = slot;
  }
  return best;
}

function waitsLess(slot: SocketSlot, than: SocketSlot): boolean {
  const difference = promptnessOf(slot) - promptnessOf(than);
  return difference === 0 ? loadOf(slot) < loadOf(than) : difference > 0;
}

function promptnessOf(slot: SocketSlot): number {
  if (!slot.isReady()) return 0;
  return slot.isRetiring() ? 1 : 2;
}

function loadOf(slot: SocketSlot): number {
  return slot.wanted() + slot.requests();
}
