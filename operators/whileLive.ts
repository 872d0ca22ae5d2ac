import {
  defer,
  filter,
  ignoreElements,
  type MonoTypeOperatorFunction,
  merge,
  type Observable,
  takeUntil,
  tap,
} from 'rxjs';
import type { FeedEvent } from '../src/model/feedEvent.ts';

/**
 * Passes values only while every one of the given feeds is live, and drops them otherwise.
 *
 * Subscribing subscribes to the feeds, in order, and then to the source. A feed counts as live while its last trust event is
 * `live`; before the first it is not. A feed that completes stays as it was; one that errors errors the result. Completes
 * and errors with the source, leaving the feeds; without feeds everything passes. Unsubscribing leaves them all.
 *
 * @example
 * ```ts
 * import { whileLive } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * const subscription = { channel: 'book', symbol: 'BTC/USD' } as const;
 * const book$ = of({ kind: 'live', subscription, epoch: 1 } as const);
 * of('order').pipe(whileLive(book$)).subscribe(console.log); // order
 * ```
 */
export function whileLive<T>(...feeds$: readonly Observable<FeedEvent<unknown>>[]): MonoTypeOperatorFunction<T> {
  return (source) =>
    defer(() => {
      const blind = new Set(feeds$.keys());
      const gates$ = feeds$.map((feed$, index) =>
        feed$.pipe(
          tap(({ kind }) => {
            if (kind === 'live') blind.delete(index);
            else if (kind === 'stale') blind.add(index);
          }),
          ignoreElements(),
        ),
      );
      return source.pipe(
        filter(() => blind.size === 0),
        takeUntil(merge(...gates$)),
      );
    });
}
