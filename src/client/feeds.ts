import { catchError, map, type Observable, of } from 'rxjs';
import { reconcile } from '../../operators/reconcile.ts';
import { type AnyColdwireError, ColdwireError, isColdwireError } from '../errors/coldwireError.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import { type Channel, type Subscription, subscriptionKey } from '../model/subscription.ts';
import type { ValueOf } from '../model/values.ts';
import { normaliseSubscription } from './normaliseSubscription.ts';

/** A subscription of a desired set whose feed has ended in an error: it is out until it leaves the set and returns. */
export interface RejectedEvent {
  readonly kind: 'rejected';
  readonly subscription: Subscription;
  /** What the feed ended with. */
  readonly error: AnyColdwireError;
}

/** The feeds of a desired set that changes, as one stream; the error of one is told as `rejected` and harms no other. */
export function feeds<C extends Channel>(
  set$: Observable<Iterable<Subscription<C>>>,
  feed: (subscription: Subscription<C>) => Observable<FeedEvent<ValueOf<C>>>,
): Observable<FeedEvent<ValueOf<C>> | RejectedEvent> {
  return set$.pipe(
    map((set) => [...set].map(wishOf)),
    reconcile(
      ({ key }: Wish<C>) => key,
      ({ subscription }) => feed(subscription).pipe(catchError((error: unknown) => of(rejected(subscription, error)))),
    ),
  );
}

/** A subscription with its identity within a set. */
interface Wish<C extends Channel> {
  readonly key: unknown;
  readonly subscription: Subscription<C>;
}

function wishOf<C extends Channel>(wanted: Subscription<C>): Wish<C> {
  try {
    const subscription = normaliseSubscription(wanted) as Subscription<C>;
    return { key: subscriptionKey(subscription), subscription };
  } catch {
    return { key: keyOfInvalid(wanted), subscription: wanted };
  }
}

/** What cannot be meant is rejected by its feed, and must not be so again at each set that is built anew. */
function keyOfInvalid(wanted: unknown): unknown {
  try {
    // Begins like the key of no channel.
    return `|${JSON.stringify(wanted)}`;
  } catch {
    return wanted;
  }
}

function rejected(subscription: Subscription, cause: unknown): RejectedEvent {
  const error = isColdwireError(cause) ? cause : new ColdwireError('unsupported', { what: 'subscription' }, { cause });
  return { kind: 'rejected', subscription, error };
}
