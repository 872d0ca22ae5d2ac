import {
  defer,
  ignoreElements,
  Observable,
  type ObservableInput,
  type ObservedValueOf,
  type OperatorFunction,
  Subject,
  takeUntil,
  tap,
} from 'rxjs';

/**
 * Keeps one subscription for each item of a desired set.
 *
 * Each value of the source is the whole set. An item whose key is new is projected and subscribed at once; one whose key is
 * gone is left; the rest see nothing, whatever object stands for them now. Items of one key count once, the first of them.
 * What leaves is left before what is new begins. A projection that completes is not begun again until its key has left the
 * set and returns; its error is the result's, so catch within `project` what must harm that item alone.
 *
 * The result's values are those of all projections. Completion of the source freezes the set; the result completes once
 * all projections have as well. An error of the source, and what `keyOf`, `project` or the set's iterator throws, is the
 * result's, after all are left; unsubscribing leaves all.
 *
 * A set that comes while another is being applied (a consumer changed it on hearing a value) is applied at once, and what
 * the older one has not begun by then it does not begin any more. A set costs as much as it and what it ends are long.
 *
 * @example
 * ```ts
 * import { reconcile } from 'coldwire/operators';
 * import { concat, NEVER, of, Subject } from 'rxjs';
 *
 * const sets$ = new Subject<string[]>();
 * sets$
 *   .pipe(
 *     reconcile(
 *       (symbol: string) => symbol,
 *       (symbol) => concat(of(`following ${symbol}`), NEVER),
 *     ),
 *   )
 *   .subscribe(console.log);
 * sets$.next(['BTC/USD', 'ETH/USD']); // following BTC/USD
 * // following ETH/USD
 * sets$.next(['ETH/USD', 'SOL/USD']); // following SOL/USD
 * ```
 */
export function reconcile<A, K, O extends ObservableInput<unknown>>(
  keyOf: (item: A) => K,
  project: (item: A) => O,
): OperatorFunction<Iterable<A>, ObservedValueOf<O>> {
  return (sets$) =>
    new Observable((subscriber) => {
      // Not parts of the subscriber, which would look through all of them to let one go.
      const held = new Map<K, Subject<void>>();
      const gone$ = new Subject<void>();
      let latest = 0;
      // The source, the sets being applied, and the projections.
      let works = 1;
      const over = (): void => {
        if (--works === 0) subscriber.complete();
      };
      const leaveAll = (): void => {
        gone$.next();
        for (const left$ of held.values()) left$.next();
      };
      // What failed has not counted itself out, so leaving the others does not complete the result.
      const fail = (error: unknown): void => {
        leaveAll();
        subscriber.error(error);
      };
      const begin = (key: K, item: A): void => {
        const left$ = new Subject<void>();
        held.set(key, left$);
        works++;
        defer(() => project(item))
          .pipe(takeUntil(left$))
          .subscribe({
            next: (value) => subscriber.next(value as ObservedValueOf<O>),
            error: fail,
            complete: over,
          });
      };
      const apply = (set: Iterable<A>): void => {
        const turn = ++latest;
        const isLatest = (): boolean => turn === latest && !subscriber.closed;
        const wanted = byKey(set, keyOf);
        if (!isLatest()) return;
        const leavers = [...held].filter(([key]) => !wanted.has(key));
        // All are out of the set before any is told: what that causes finds the set as it is.
        for (const [key] of leavers) held.delete(key);
        for (const [, left$] of leavers) left$.next();
        for (const [key, item] of wanted) {
          if (!isLatest()) return;
          if (!held.has(key)) begin(key, item);
        }
      };
      subscriber.add(leaveAll);
      sets$
        .pipe(
          tap((set) => {
            works++;
            apply(set);
            over();
          }),
          ignoreElements(),
          takeUntil(gone$),
        )
        .subscribe({ error: fail, complete: over });
    });
}

function byKey<A, K>(set: Iterable<A>, keyOf: (item: A) => K): ReadonlyMap<K, A> {
  const items = new Map<K, A>();
  for (const item of set) {
    const key = keyOf(item);
    if (!items.has(key)) items.set(key, item);
  }
  return items;
}
