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
 * after that subscribes to the source anew. Nothing is kept for late subscribers. Of several subscribers of one key, those behind
 * the one whose work calls forth another value get that one first, as with any `Subject`.
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
        for (const lane of own.byKey.values()) for (const subscriber of listenersOf(lane)) tellEnd(subscriber);
      };
      source
        .pipe(
          tap((value) => {
            const key = keyOf(value);
            const lane = (key === undefined ? undefined : own.byKey.get(key)) ?? own.byKey.get(REST);
            if (lane === undefined) return;
            if (isMany(lane)) for (const subscriber of lane) subscriber.next(value);
            else lane.next(value);
          }),
          takeUntil(own.left$),
        )
        .subscribe({
          error: (error) => end((subscriber) => subscriber.error(error)),
          complete: () => end((subscriber) => subscriber.complete()),
        });
    };
    /** Listens on a lane first and begins second, so that what a source emits on subscribe is not missed. */
    const listen = (key: K | typeof REST): Observable<T> =>
      new Observable((subscriber) => {
        const own = lanes;
        enter(own.byKey, key, subscriber);
        own.users++;
        subscriber.add(() => {
          quit(own.byKey, key, subscriber);
          if (--own.users === 0) own.left$.next();
        });
        if (!own.begun && !subscriber.closed) begin(own);
      });
    return { select: listen, rest$: listen(REST) };
  };
}

/** Where the rest goes, among the keys. */
const REST: unique symbol = Symbol('rest');

/**
 * Who listens to one key: the one subscriber that most keys have as it is, or several. With ten thousand keys, what a value costs
 * is how many objects must be fetched from afar, so there is none between the map and the subscriber. A list is never changed,
 * only replaced: it may be in use.
 */
type Lane<T> = Subscriber<T> | readonly Subscriber<T>[];

const isMany = <T>(lane: Lane<T>): lane is readonly Subscriber<T>[] => Array.isArray(lane);

function listenersOf<T>(lane: Lane<T> | undefined): readonly Subscriber<T>[] {
  if (lane === undefined) return [];
  return isMany(lane) ? lane : [lane];
}

type LanesByKey<T, K> = Map<K | typeof REST, Lane<T>>;

function enter<T, K>(byKey: LanesByKey<T, K>, key: K | typeof REST, subscriber: Subscriber<T>): void {
  const lane = byKey.get(key);
  byKey.set(key, lane === undefined ? subscriber : [...listenersOf(lane), subscriber]);
}

function quit<T, K>(byKey: LanesByKey<T, K>, key: K | typeof REST, subscriber: Subscriber<T>): void {
  const [first, ...others] = listenersOf(byKey.get(key)).filter((each) => each !== subscriber);
  if (first === undefined) byKey.delete(key);
  else byKey.set(key, others.length === 0 ? first : [first, ...others]);
}

/** Who listens during one subscription to the source. Counted, not listed: one in ten thousand leaves as fast as one in ten. */
interface Lanes<T, K> {
  readonly byKey: LanesByKey<T, K>;
  readonly left$: Subject<void>;
  begun: boolean;
  users: number;
}

function noLanes<T, K>(): Lanes<T, K> {
  return { byKey: new Map(), left$: new Subject(), begun: false, users: 0 };
}
