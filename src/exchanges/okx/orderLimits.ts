import type { LimitRule } from '../../protocol/limitRule.ts';

/** "60 requests per 2 seconds" of one kind, by account and instrument; here whatever the instrument, which is on the safe side. */
const perKind = { scope: 'account', counts: 'weight', kind: 'sliding', limit: 60, window: 2_000 } as const;

/** How many orders may be placed and changed, and how many canceled. In batches the venue bears more; it counts each by itself here. */
export const orderLimits: readonly LimitRule[] = [
  { ...perKind, lanes: ['order'] },
  { ...perKind, lanes: ['cancel'] },
];
