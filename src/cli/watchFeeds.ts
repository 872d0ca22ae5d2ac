import { catchError, defer, endWith, map, merge, type Observable, of, Subject, takeWhile } from 'rxjs';
import { createClient } from '../client/createClient.ts';
import type { ClientOptions } from '../client/options.ts';
import type { ReportEvent } from '../model/reportEvent.ts';
import type { Subscription } from '../model/subscription.ts';
import type { Exchange } from '../protocol/exchange.ts';
import type { Io } from './io.ts';
import type { WatchEvent } from './watchEvent.ts';

/** Which feeds to watch, and how the client differs from the default. */
export interface WatchSettings {
  readonly exchange: Exchange;
  readonly subscriptions: readonly Subscription[];
  readonly options: Pick<ClientOptions, 'url' | 'restUrl' | 'http' | 'backoff' | 'random'>;
}

/**
 * The feeds of a client of their own, its status and its reports, as one stream.
 *
 * Makes the client on subscribe; leaves all feeds on unsubscription, without linger. A feed that errors is told as `failed`
 * and harms no other; completes once all have failed.
 */
export function watchFeeds(
  { exchange, subscriptions, options }: WatchSettings,
  { scheduler, clock, transport }: Pick<Io, 'scheduler' | 'clock' | 'transport'>,
): Observable<WatchEvent> {
  return defer(() => {
    const reports$ = new Subject<ReportEvent>();
    const client = createClient(exchange, {
      ...options,
      scheduler,
      clock,
      ...(transport === undefined ? {} : { transport }),
      linger: 0,
      reporter: {
        next: (report) => {
          // For metrics; a line for each answer would drown the rest.
          if (report.kind !== 'latency') reports$.next(report);
        },
      },
    });
    const feeds = subscriptions.map((subscription) =>
      client.feed(subscription).pipe(
        map((event): WatchEvent => ({ kind: 'feed', event })),
        catchError((error: unknown) => of<WatchEvent>({ kind: 'failed', subscription, error })),
      ),
    );
    return merge(
      reports$.pipe(map((report): WatchEvent => ({ kind: 'report', report }))),
      client.status$.pipe(map((status): WatchEvent => ({ kind: 'status', status }))),
      merge(...feeds).pipe(endWith(undefined)),
    ).pipe(takeWhile((event) => event !== undefined));
  });
}
