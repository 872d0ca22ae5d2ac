import { filter, map, type OperatorFunction } from 'rxjs';
import type { DataEvent, FeedEvent } from '../src/model/feedEvent.ts';

/** The values of a feed, given the union of its events. */
export type FeedValue<E> = E extends { readonly kind: 'data'; readonly value: infer T } ? T : never;

/**
 * Passes the values of a feed and leaves out what is said of their trust: they simply pause while the feed is stale.
 *
 * Fit for display; what trades should know whether it is blind ({@link whileLive}, {@link liveSpans}). Subscribes to the
 * feed, completes and errors with it, and leaves it on unsubscription.
 *
 * @example
 * ```ts
 * import { onlyData } from 'coldwire/operators';
 * import { from } from 'rxjs';
 *
 * const subscription = { channel: 'mark', symbol: 'BTC/USD:BTC' } as const;
 * from([
 *   { kind: 'live', subscription, epoch: 1 },
 *   { kind: 'data', subscription, value: 90_000 },
 *   { kind: 'stale', subscription, epoch: 1, reason: 'connection-lost', since: 0 },
 *   { kind: 'live', subscription, epoch: 2 },
 *   { kind: 'data', subscription, value: 90_100 },
 * ] as const)
 *   .pipe(onlyData())
 *   .subscribe(console.log);
 * // 90000
 * // 90100
 * ```
 */
export function onlyData<E extends FeedEvent<unknown>>(): OperatorFunction<E, FeedValue<E>> {
  return (feed$) =>
    feed$.pipe(
      filter((event): event is E & DataEvent<FeedValue<E>> => event.kind === 'data'),
      map(({ value }) => value),
    );
}
