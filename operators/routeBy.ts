import { Observable, Subject, takeUntil, tap } from 'rxjs';

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
      const end = (tell: (lane$: Subject<T>) => void): void => {
        // Whoever subscribes while the end is told, or the source torn down, begins the next subscription of the source.
        lanes = noLanes();
        own.byKey.forEach(tell);
        tell(own.rest$);
      };
      source
        .pipe(
          tap((value) => {
            const key = keyOf(value);
            const lane$ = key === undefined ? undefined : own.byKey.get(key);
            (lane$ ?? own.rest$).next(value);
          }),
          takeUntil(own.left$),
        )
        .subscribe({
          error: (error) => end((lane$) => lane$.error(error)),
          complete: () => end((lane$) => lane$.complete()),
        });
    };
    /** Listens on a lane first and begins second, so that what a source emits on subscribe is not missed. */
    const listen = (enter: (own: Lanes<T, K>) => Lane<T>): Observable<T> =>
      new Observable((subscriber) => {
        const own = lanes;
        const { lane$, leave } = enter(own);
        own.users++;
        lane$.subscribe(subscriber);
        subscriber.add(() => {
          leave();
          if (--own.users === 0) own.left$.next();
        });
        if (!own.begun && !subscriber.closed) begin(own);
      });
    return {
      select: (key) => listen(({ byKey }) => laneOf(byKey, key)),
      rest$: listen(({ rest$ }) => ({ lane$: rest$, leave: () => {} })),
    };
  };
}

interface Lane<T> {
  readonly lane$: Subject<T>;
  readonly leave: () => void;
}

/** Who listens during one subscription to the source. Counted, not listed: one in ten thousand leaves as fast as one in ten. */
interface Lanes<T, K> {
  readonly byKey: Map<K, Subject<T>>;
  readonly rest$: Subject<T>;
  readonly left$: Subject<void>;
  begun: boolean;
  users: number;
}

function noLanes<T, K>(): Lanes<T, K> {
  return { byKey: new Map(), rest$: new Subject(), left$: new Subject(), begun: false, users: 0 };
}

function laneOf<T, K>(byKey: Map<K, Subject<T>>, key: K): Lane<T> {
  const lane$ = byKey.get(key) ?? new Subject<T>();
  byKey.set(key, lane$);
  const leave = (): void => {
    if (!lane$.observed) byKey.delete(key);
  };
  return { lane$, leave };
}
