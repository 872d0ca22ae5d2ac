import type { AnyColdwireError } from '../../errors/coldwireError.ts';

/**
 * What became of an order's request: exactly one of four.
 *
 * - `accepted`: the venue took it. What the order does then is told by the `orders` feed.
 * - `rejected`: the venue said no; the error is `request-rejected`, with its reason and code.
 * - `not-sent`: nothing left this side, so the venue knows nothing of it; the error's `cause` is what kept it.
 * - `outcome-unknown`: it may have reached the venue, and no answer came that says what it did with it. `findOrder` resolves it.
 */
export type OrderOutcome =
  | { readonly kind: 'accepted'; readonly clientOrderId: string; readonly orderId: string }
  | {
      readonly kind: 'rejected' | 'not-sent' | 'outcome-unknown';
      readonly clientOrderId: string;
      readonly error: AnyColdwireError;
    };

/** What became of a request that is about no single order: to cancel them all, now or later. */
export type BulkOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected' | 'not-sent' | 'outcome-unknown'; readonly error: AnyColdwireError };
