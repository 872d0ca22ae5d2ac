import type { LimitRule } from '../../protocol/limitRule.ts';

/**
 * "about 150 connection attempts per rolling 10 minutes", then a ban as long; a fifth is left to what else runs behind this address,
 * and a handshake may take a second longer than another. All sockets of a client together.
 */
export const connects: LimitRule = {
  scope: 'address',
  counts: 'connects',
  kind: 'sliding',
  limit: 120,
  window: 600_000,
  slack: 1_000,
};

/**
 * Unpublished, and whether by socket or by address is unknown `?`: "Exceeded msg rate" is all that is said. Fifteen frames at once
 * were borne (seen in 2020), so ten a second should be; at a hundred symbols a frame that is no hardship.
 */
export const frames: LimitRule = { scope: 'socket', counts: 'frames', kind: 'sliding', limit: 10, window: 1_000 };
