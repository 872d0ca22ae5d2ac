import { defer, filter, groupBy, last, map, type Observable, type OperatorFunction, Subject } from 'rxjs';
import type { FeedEvent } from '../src/model/feedEvent.ts';
import { type FeedValue, onlyData } from './onlyData.ts';

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
export function liveSpans<E extends FeedEvent<unknown>>(): OperatorFunction<E, Observable<FeedValue<E>>> {
  return (feed$) =>
    defer(() => {
      let span = new Subject<E>();
      let live = false;
      const isOfSpan = ({ kind }: E): boolean => {
        if (kind === 'live' && !live) span = new Subject<E>();
        if (kind !== 'data') live = kind === 'live';
        // Ended here and not by what `groupBy` calls a duration, which does not listen yet while the span is handed on.
        if (kind === 'stale') span.complete();
        return live;
      };
      return feed$.pipe(
        filter(isOfSpan),
        groupBy(() => span, { connector: () => span, duration: ({ key }) => key.pipe(last(null, null)) }),
        map((events$) => events$.pipe(onlyData())),
      );
    });
}
