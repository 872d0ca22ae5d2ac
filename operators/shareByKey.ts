import {
  asyncScheduler,
  defer,
  NEVER,
  type Observable,
  of,
  type SchedulerLike,
  Subject,
  type SubjectLike,
  share,
  tap,
  timer,
} from 'rxjs';
import { LONGEST_DELAY } from './internal/longestDelay.ts';

/** The options of {@link shareByKey}. */
export interface ShareByKeyConfig<T> {
  /**
   * How long a projection outlives its last subscriber, in milliseconds; more than 2^31 - 1 is for ever. Default 0: not at all.
   */
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
 * subscription. Subscribers behind one whose work calls forth another value get that one first, as with any `Subject`.
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
export function shareByKey<K, A, T>(
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
    // What has ended has been forgotten by the time its subscribers leave: it does not linger.
    const lingering = (): Observable<unknown> =>
      shared.get(key) === shared$ ? lingerOf(linger, scheduler).pipe(tap(forget)) : NEVER;
    // Known only once it can be joined: a connector that throws leaves nothing behind.
    const remember = (): SubjectLike<T> => {
      const subject = connector();
      shared.set(key, shared$);
      return subject;
    };
    const shared$ = defer(() => project(request)).pipe(
      tap({ error: forget, complete: forget }),
      share({ connector: remember, resetOnRefCountZero: lingering }),
    );
    return shared$;
  };
  return (request) =>
    defer(() => {
      const key = keyOf(request);
      return shared.get(key) ?? begin(key, request);
    });
}

function lingerOf(linger: number, scheduler: SchedulerLike): Observable<unknown> {
  if (linger > LONGEST_DELAY) return NEVER;
  return linger > 0 ? timer(linger, scheduler) : of(0);
}
