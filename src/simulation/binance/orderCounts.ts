import type { VenueWorld } from '../venueSide.ts';
import { failed, type Outcome } from './outcome.ts';
import type { Product } from './product.ts';
import { orderLimits, type RateLimit } from './rateLimits.ts';

/** A limit with what has been used of it. */
export interface UsedLimit extends RateLimit {
  readonly count: number;
}

/** The orders each account has placed lately, counted by the calendar as the venue does. */
export interface OrderCounts {
  /** Counts one more; says why it is refused, if it is. */
  readonly place: (account: string) => Outcome | undefined;
  readonly of: (account: string) => readonly UsedLimit[];
}

const LENGTHS = { SECOND: 1_000, MINUTE: 60_000, DAY: 86_400_000 } as const;

/** Nothing placed yet. */
export function orderCounts(product: Product, { now, violate }: Pick<VenueWorld, 'now' | 'violate'>): OrderCounts {
  const counts = new Map<string, { readonly span: number; readonly count: number }>();
  const spanOf = ({ interval, intervalNum }: RateLimit): number =>
    Math.floor(now() / (LENGTHS[interval] * intervalNum));
  const keyOf = (account: string, { interval }: RateLimit): string => `${account} ${interval}`;
  const countOf = (account: string, limit: RateLimit): number => {
    const found = counts.get(keyOf(account, limit));
    return found?.span === spanOf(limit) ? found.count : 0;
  };
  const limits = orderLimits[product];
  return {
    of: (account) => limits.map((limit) => ({ ...limit, count: countOf(account, limit) })),
    place(account) {
      const full = limits.find((limit) => countOf(account, limit) >= limit.limit);
      if (full === undefined) {
        for (const limit of limits) {
          counts.set(keyOf(account, limit), { span: spanOf(limit), count: countOf(account, limit) + 1 });
        }
        return undefined;
      }
      const { limit, intervalNum, interval } = full;
      const span = `${limit} orders per ${intervalNum} ${interval}`;
      violate('order-rate', `more than ${span}`);
      const retryAfter = (spanOf(full) + 1) * LENGTHS[interval] * intervalNum;
      const data = { serverTime: Math.floor(now()), retryAfter };
      return failed({ code: -1015, msg: `Too many new orders; current limit is ${span}.`, data }, 429);
    },
  };
}
