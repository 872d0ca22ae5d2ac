import {
  asyncScheduler,
  defer,
  type Observable,
  of,
  type SchedulerLike,
  Subject,
  type SubjectLike,
  share,
  tap,
  timer,
} from 'rxjs';

/** The options of {@link shareByKey}. */
export interface ShareByKeyConfig<T> {
  /** How long a projection outlives its last subscriber, in milliseconds. Default 0: not at all. */
  readonly linger?: number;
  /** Runs the linger. Default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
  /** What hands the values on; made anew for each subscription to a projection. Default: a `Subject`. */
  readonly connector?: () => SubjectLike<T>;
}

/**
 * Lets equal requests share one subscription to what they ask for.
 *
 * Subscribing to the result looks the request's key up: the first subscriber of a key subscribes to `project(request)`,
 * the others join. The subscription ends `linger` ms after the last of them has left, unless another joins in time, and at
 * once when the projection completes or errors, which all of them are told; the next subscriber then starts a new one. What
 * `keyOf` throws is the subscriber's error, what `project` throws that of all of the key. Nothing is held for a key without a
 * subscription.
 *
 * @example
 * ```ts
 * import { shareByKey } from 'coldwire/operators';
 * import { NEVER, startWith } from 'rxjs';
 *
 * const topic = shareByKey(
 *   (request: { symbol: string }) => request.symbol,
 *   ({ symbol }) => {
 *     console.log('subscribing', symbol);
 *     return NEVER.pipe(startWith(symbol));
 *   },
 * );
 * topic({ symbol: 'BTC/USD' }).subscribe(console.log);
 * topic({ symbol: 'BTC/USD' }).subscribe(console.log);
 * // subscribing BTC/USD
 * // BTC/USD
 * ```
 */
export function shareByKey<K, A extends object | string, T>(
  keyOf: (request: A) => K,
  project: (request: A) => Observable<T>,
  { linger = 0, scheduler = asyncScheduler, connector = () => new Subject<T>() }: ShareByKeyConfig<T> = {},
): (request: A) => Observable<T> {
  const shared = new Map<K, Observable<T>>();
  const begin = (key: K, request: A): Observable<T> => {
    // Forgotten before anybody is told of the end, or who asks again in that moment would join what is ending.
    const forget = (): void => {
      if (shared.get(key) === shared$) shared.delete(key);
    };
    const lingering = (): Observable<unknown> => (linger > 0 ? timer(linger, scheduler) : of(0)).pipe(tap(forget));
    const shared$ = defer(() => project(request)).pipe(
      tap({ error: forget, complete: forget }),
      share({ connector, resetOnRefCountZero: lingering }),
    );
    shared.set(key, shared$);
    return shared$;
  };
  return (request) =>
    defer(() => {
      const key = keyOf(request);
      return shared.get(key) ?? begin(key, request);
    });
}
