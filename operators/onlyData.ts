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
 * import { kraken } from 'coldwire/exchanges/kraken';
 * import { createClient } from 'coldwire';
 *
 * createClient(kraken)
 *   .feed({ channel: 'trades', symbol: 'BTC/USD' })
 *   .pipe(onlyData())
 *   .subscribe(({ side, priceText }) => console.log(side, priceText)); // buy 90000.1
 * ```
 */
export function onlyData<E extends FeedEvent<unknown>>(): OperatorFunction<E, FeedValue<E>> {
  return (feed$) =>
    feed$.pipe(
      filter((event): event is E & DataEvent<FeedValue<E>> => event.kind === 'data'),
      map(({ value }) => value),
    );
}
