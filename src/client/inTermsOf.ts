import { filter, map, type OperatorFunction, pipe } from 'rxjs';
import { cutBook } from '../book/orderBook.ts';
import type { FeedEvent } from '../model/feedEvent.ts';
import type { OrderBook } from '../model/orderBook.ts';
import type { Channel, Subscription } from '../model/subscription.ts';
import type { ValueOf } from '../model/values.ts';

/** What channels deliver, by its kind, whose topic may serve others too. */
const KINDS: { readonly [C in Channel]?: ValueOf<C>['kind'] } = {
  ticker: 'ticker',
  funding: 'funding',
  mark: 'mark',
  orders: 'order',
  fills: 'fill',
  balances: 'balance',
  positions: 'position',
};

/**
 * A topic's events as the subscriber asked for them: under its own subscription, a book cut to its depth, and of a
 * topic that may serve several channels, or all symbols of an account, what is of this channel and symbol alone.
 */
export function inTermsOf(subscription: Subscription): OperatorFunction<FeedEvent<unknown>, FeedEvent<unknown>> {
  const { channel, depth } = subscription;
  const kind = KINDS[channel];
  const renamed = map((event: FeedEvent<unknown>): FeedEvent<unknown> => {
    if (event.kind !== 'data') return { ...event, subscription };
    const { value } = event;
    const cut = channel === 'book' && depth !== undefined && depth !== event.subscription.depth;
    return { kind: 'data', subscription, value: cut ? cutBook(value as OrderBook, depth) : value };
  });
  if (kind === undefined) return renamed;
  return pipe(
    filter((event) => event.kind !== 'data' || isWanted(event.value as ValueOf, kind, subscription)),
    renamed,
  );
}

function isWanted(value: ValueOf, kind: ValueOf['kind'], { symbol }: Subscription): boolean {
  return value.kind === kind && (symbol === undefined || value.kind === 'balance' || value.symbol === symbol);
}
