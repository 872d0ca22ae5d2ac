import type { LimitRule } from '../../protocol/limitRule.ts';

/** "3 requests per second (based on IP)"; a handshake may take a second longer than another. */
const connects: LimitRule = {
  scope: 'address',
  counts: 'connects',
  kind: 'sliding',
  limit: 3,
  window: 1_000,
  slack: 1_000,
};

/** "The total number of 'subscribe'/'unsubscribe'/'login' requests per connection is limited to 480 times per hour." */
const asks: LimitRule = {
  scope: 'socket',
  counts: 'frames',
  kind: 'sliding',
  limit: 480,
  window: 3_600_000,
  lanes: ['auth', 'subscribe'],
};

/** What every socket is kept to; by address all of them together. */
export const sharedLimits: readonly LimitRule[] = [connects, asks];
