import type { Lane } from '../protocol/lane.ts';

/**
 * The lanes of budgets, the smaller the sooner; what shares a budget with a client asks by these. A heartbeat is rare, and
 * without it the socket is lost with all that it carries, so that only a cancel goes before it.
 *
 * @example
 * ```ts
 * import { laneNumbers } from 'coldwire';
 * import { slidingWindow } from 'coldwire/operators';
 *
 * const weights = slidingWindow({ limit: 6_000, window: 60_000 });
 * weights.acquire(20, laneNumbers.snapshot).subscribe(() => console.log('may fetch'));
 * // may fetch
 * ```
 */
export const laneNumbers: Readonly<Record<Lane, number>> = {
  cancel: 0,
  heartbeat: 1,
  order: 2,
  auth: 3,
  subscribe: 4,
  snapshot: 5,
};
