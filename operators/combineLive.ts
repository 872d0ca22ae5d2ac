import { defer, filter, map, merge, type Observable, type ObservedValueOf } from 'rxjs';
import type { FeedEvent } from '../src/model/feedEvent.ts';
import type { FeedValue } from './onlyData.ts';

/** Feeds by name: what {@link combineLive} combines. */
export type Feeds = Readonly<Record<string, Observable<FeedEvent<unknown>>>>;

/** The values of feeds, by the same names. */
export type FeedValues<F extends Feeds> = {
  readonly [N in keyof F]: FeedValue<ObservedValueOf<F[N]>>;
};

/**
 * Makes one feed of several, to be trusted only while all of them are.
 *
 * Subscribing subscribes to each, in order; as each tells at once where it stands, so does the result. Each `stale` of any
 * passes as it is. Once all are live there is one `live`, with the subscription and epoch of the one that was awaited last.
 * Then, as soon as each has a value, there is `data` with the latest of all, and again with each new one, under the
 * subscription whose value is new. A feed that turns stale loses its value: after the next `live` nothing comes until it
 * has another; those that stayed live keep theirs. A second `live` of a feed says nothing new and is dropped, as is data of
 * one that is not live. Errors with the first that errors, completes when all have completed (at once if there are none),
 * and leaves all on unsubscription.
 *
 * An epoch counts the connections behind the subscription it comes with: compare it with none of another subscription.
 *
 * @example
 * ```ts
 * import { combineLive } from 'coldwire/operators';
 * import { of } from 'rxjs';
 *
 * const feed = (symbol: string, value: number) => {
 *   const subscription = { channel: 'quotes', symbol } as const;
 *   return of({ kind: 'live', subscription, epoch: 1 } as const, { kind: 'data', subscription, value } as const);
 * };
 * combineLive({ spot: feed('BTC/USD', 100), swap: feed('BTC/USD:BTC', 101) }).subscribe((event) =>
 *   console.log(event.kind, event.kind === 'data' ? event.value.swap - event.value.spot : ''),
 * );
 * // live
 * // data 1
 * ```
 */
export function combineLive<F extends Feeds>(feeds: F): Observable<FeedEvent<FeedValues<F>>> {
  return defer(() => {
    const names = Object.keys(feeds);
    const blind = new Set(names);
    const latest = new Map<string, unknown>();
    const follow = (name: string, event: FeedEvent<unknown>): FeedEvent<FeedValues<F>> | undefined => {
      switch (event.kind) {
        case 'stale':
          blind.add(name);
          latest.delete(name);
          return event;
        case 'live':
          return blind.delete(name) && blind.size === 0 ? event : undefined;
        case 'data': {
          if (blind.has(name)) return undefined;
          latest.set(name, event.value);
          // A feed that is not live has none, so this is also to say: unless all are live.
          if (latest.size < names.length) return undefined;
          const value = Object.fromEntries(names.map((each) => [each, latest.get(each)])) as FeedValues<F>;
          return { kind: 'data', subscription: event.subscription, value };
        }
      }
    };
    const followed = Object.entries(feeds).map(([name, feed$]) =>
      feed$.pipe(
        map((event) => follow(name, event)),
        filter((event) => event !== undefined),
      ),
    );
    return merge(...followed);
  });
}
