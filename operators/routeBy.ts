import { ignoreElements, Observable, share, Subject, tap } from 'rxjs';

// `pipe` of rxjs 7 hands back whatever its last function makes, yet is typed for observables alone; rxjs 8 declares this too.
declare module 'rxjs' {
  interface Observable<T> {
    pipe<R>(last: (source: Observable<T>) => R): R;
  }
}

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
 * const ticks$ = new Subject<{ symbol?: string; price: number }>();
 * const router = ticks$.pipe(routeBy(({ symbol }) => symbol));
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
    const dispatch = (value: T): void => {
      const key = keyOf(value);
      const lane = key === undefined ? undefined : lanes.byKey.get(key);
      (lane ?? lanes.rest).next(value);
    };
    // Whoever subscribes again while the end is being told belongs to the next subscription of the source.
    const renew = (): void => {
      lanes = noLanes();
    };
    const routing$ = source.pipe(tap(dispatch), ignoreElements(), tap({ error: renew, complete: renew }), share());
    /** Listens on a lane first and routes second, so that what a source emits on subscribe is not missed. */
    const listen = (enter: () => Lane<T>): Observable<T> =>
      new Observable((subscriber) => {
        const { values$, leave } = enter();
        values$.subscribe(subscriber);
        subscriber.add(leave);
        routing$.subscribe(subscriber);
      });
    return {
      select: (key) =>
        listen(() => {
          const { byKey } = lanes;
          const values$ = byKey.get(key) ?? new Subject<T>();
          byKey.set(key, values$);
          const leave = (): void => {
            if (!values$.observed && byKey.get(key) === values$) byKey.delete(key);
          };
          return { values$, leave };
        }),
      rest$: listen(() => ({ values$: lanes.rest, leave: () => {} })),
    };
  };
}

interface Lane<T> {
  readonly values$: Subject<T>;
  readonly leave: () => void;
}

interface Lanes<T, K> {
  readonly byKey: Map<K, Subject<T>>;
  readonly rest: Subject<T>;
}

function noLanes<T, K>(): Lanes<T, K> {
  return { byKey: new Map(), rest: new Subject() };
}
