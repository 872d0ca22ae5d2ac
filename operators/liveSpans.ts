import { Observable, type OperatorFunction, Subject, takeUntil } from 'rxjs';
import type { FeedEvent } from '../src/model/feedEvent.ts';

/**
 * Makes of a feed one inner observable for each stretch in which it is live, so that nothing computed in one stretch can
 * leak into the next.
 *
 * Subscribing subscribes to the feed. `live` starts a span, `stale` completes it; another `live` in between continues it.
 * A span is hot and keeps nothing: subscribe to it as it is emitted. Completion and errors of the feed reach the open span
 * first, then the result. Unsubscribing leaves the feed, once no span is subscribed either: with `take(1)` the first span
 * still lives to its end.
 *
 * @example
 * ```ts
 * import { liveSpans } from 'coldwire/operators';
 * import { from, map, switchMap } from 'rxjs';
 *
 * const subscription = { channel: 'trades', symbol: 'BTC/USD' } as const;
 * const feed$ = from([
 *   { kind: 'live', subscription, epoch: 1 },
 *   { kind: 'data', subscription, value: 1 },
 *   { kind: 'stale', subscription, epoch: 1, reason: 'connection-lost', since: 0 },
 *   { kind: 'live', subscription, epoch: 2 },
 *   { kind: 'data', subscription, value: 2 },
 * ] as const);
 * feed$
 *   .pipe(liveSpans(), switchMap((span$, index) => span$.pipe(map((value) => `span ${index}: ${value}`))))
 *   .subscribe(console.log);
 * // span 0: 1
 * // span 1: 2
 * ```
 */
export function liveSpans<T>(): OperatorFunction<FeedEvent<T>, Observable<T>> {
  return (feed$) =>
    new Observable((subscriber) => {
      const unused$ = new Subject<void>();
      let users = 0;
      const use = (): (() => void) => {
        users++;
        return () => {
          if (--users === 0) unused$.next();
        };
      };
      let span: Subject<T> | undefined;
      const open = (): void => {
        const values$ = new Subject<T>();
        span = values$;
        subscriber.next(
          new Observable((inner) => {
            inner.add(use());
            inner.add(values$.subscribe(inner));
          }),
        );
      };
      const close = (): void => {
        const ending = span;
        span = undefined;
        ending?.complete();
      };
      subscriber.add(use());
      feed$.pipe(takeUntil(unused$)).subscribe({
        next: (event) => {
          if (event.kind === 'data') span?.next(event.value);
          else if (event.kind === 'stale') close();
          else if (span === undefined) open();
        },
        error: (error: unknown) => {
          span?.error(error);
          subscriber.error(error);
        },
        complete: () => {
          close();
          subscriber.complete();
        },
      });
    });
}
