import type { VenueWorld } from '../venueSide.ts';
import { limits } from './limits.ts';

/** Counts what an account asks, and gives how much it may still ask; nothing where that was too much, which does not count. */
export type OrderRate = (account: string) => number | undefined;

/** Nobody has asked yet. */
export function orderRate({ now, violate }: Pick<VenueWorld, 'now' | 'violate'>): OrderRate {
  const { count, window } = limits.orders;
  const asked = new Map<string, number[]>();
  return (account) => {
    const times = asked.get(account) ?? [];
    asked.set(account, times);
    while ((times[0] ?? Number.POSITIVE_INFINITY) <= now() - window) times.shift();
    if (times.length >= count) {
      violate('order-rate', `more than ${count} in ${window} ms: ${account}`);
      return undefined;
    }
    times.push(now());
    return count - times.length;
  };
}
