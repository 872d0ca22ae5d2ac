import { Observable, Subject, type Subscriber, takeUntil, tap } from 'rxjs';

/** Values sorted by key, each brought to those who asked for it. Made by {@link routeBy}. */
export interface Router<T, K> {
  /** The values of one key, while subscribed. */
  select(key: K): Observable<T>;
  /** The values without key, and those whose key nobody has selected at the time. */
  readonly rest$: Observable<T>;
}

/**
 * Sorts values by key and brings each to the subscribers of its key alone, at a cost that does not grow with the number of
 * keys.
 *
 * Nothing is subscribed until a selection or `rest$` is; all of them together hold one subscription to the source, which
 * ends with the last of them. Completion and errors of the source, and what `keyOf` throws, reach every one; subscribing
 * after that subscribes to the source anew. Nothing is kept for late subscribers.
 *
 * @example
 * ```ts
 * import { routeBy } from 'coldwire/operators';
 * import { Subject } from 'rxjs';
 *
 * interface Tick {
 *   symbol?: string;
 *   price: number;
 * }
 * const ticks$ = new Subject<Tick>();
 * const router = routeBy(({ symbol }: Tick) => symbol)(ticks$);
 * router.select('BTC/USD').subscribe(({ price }) => console.log('bitcoin', price));
 * router.rest$.subscribe(({ price }) => console.log('other', price));
 * ticks$.next({ symbol: 'BTC/USD', price: 90_000 }); // bitcoin 90000
 * ticks$.next({ symbol: 'ETH/USD', price: 3_000 }); // other 3000
 * ticks$.next({ price: 1 }); // other 1
 * ```
 */
export function routeBy<T, K>(keyOf: (value: T) => K | undefined): (source: Observable<T>) => Router<T, K> {
  return (source) => {
    let lanes = noLanes<T, K>();
    const begin = (own: Lanes<T, K>): void => {
      own.begun = true;
      const end = (tellEnd: (subscriber: Subscriber<T>) => void): void => {
        // Whoever subscribes while the end is told, or the source torn down, begins the next subscription of the source.
        lanes = noLanes();
        for (const lane of [...own.byKey.values(), own.rest])
          for (const subscriber of listenersOf(lane)) tellEnd(subscriber);
      };
      source
        .pipe(
          tap((value) => {
            const key = keyOf(value);
            tell((key === undefined ? undefined : own.byKey.get(key)) ?? own.rest, value);
          }),
          takeUntil(own.left$),
        )
        .subscribe({
          error: (error) => end((subscriber) => subscriber.error(error)),
          complete: () => end((subscriber) => subscriber.complete()),
        });
    };
    /** Listens on a lane first and begins second, so that what a source emits on subscribe is not missed. */
    const listen = (laneIn: (own: Lanes<T, K>) => Lane<T>, leave: (own: Lanes<T, K>) => void): Observable<T> =>
      new Observable((subscriber) => {
        const own = lanes;
        const lane = laneIn(own);
        enter(lane, subscriber);
        own.users++;
        subscriber.add(() => {
          quit(lane, subscriber);
          if (isEmpty(lane)) leave(own);
          if (--own.users === 0) own.left$.next();
        });
        if (!own.begun && !subscriber.closed) begin(own);
      });
    return {
      select: (key) =>
        listen(
          ({ byKey }) => {
            const lane = byKey.get(key) ?? emptyLane<T>();
            byKey.set(key, lane);
            return lane;
          },
          ({ byKey }) => byKey.delete(key),
        ),
      rest$: listen(
        ({ rest }) => rest,
        () => {},
      ),
    };
  };
}

/**
 * Who listens to one key. Plain and small, and the one subscriber that most keys have kept by itself: with ten thousand keys,
 * what a value costs is how many objects must be fetched from afar.
 */
interface Lane<T> {
  only: Subscriber<T> | undefined;
  /** Never changed, only replaced: it may be in use. */
  many: readonly Subscriber<T>[] | undefined;
}

function emptyLane<T>(): Lane<T> {
  return { only: undefined, many: undefined };
}

function isEmpty({ only, many }: Lane<unknown>): boolean {
  return only === undefined && many === undefined;
}

function listenersOf<T>({ only, many }: Lane<T>): readonly Subscriber<T>[] {
  return many ?? (only === undefined ? [] : [only]);
}

function tell<T>(lane: Lane<T>, value: T): void {
  const { only, many } = lane;
  if (only !== undefined) only.next(value);
  else if (many !== undefined) for (const subscriber of many) subscriber.next(value);
}

function enter<T>(lane: Lane<T>, subscriber: Subscriber<T>): void {
  if (isEmpty(lane)) lane.only = subscriber;
  else {
    lane.many = [...listenersOf(lane), subscriber];
    lane.only = undefined;
  }
}

function quit<T>(lane: Lane<T>, subscriber: Subscriber<T>): void {
  const left = listenersOf(lane).filter((each) => each !== subscriber);
  lane.only = left.length === 1 ? left[0] : undefined;
  lane.many = left.length > 1 ? left : undefined;
}

/** Who listens during one subscription to the source. Counted, not listed: one in ten thousand leaves as fast as one in ten. */
interface Lanes<T, K> {
  readonly byKey: Map<K, Lane<T>>;
  readonly rest: Lane<T>;
  readonly left$: Subject<void>;
  begun: boolean;
  users: number;
}

function noLanes<T, K>(): Lanes<T, K> {
  return { byKey: new Map(), rest: emptyLane(), left$: new Subject(), begun: false, users: 0 };
}
