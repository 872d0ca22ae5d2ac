import type { RestSide } from '../../protocol/dialect.ts';

/**
 * The REST side, one for both worlds: what is called beta speaks to the production engine too. A counter that each question raises
 * by one, bounded at 15 and falling by one every three seconds at the lowest tier; a fifth is left to what else the key is used for.
 *
 * @see https://docs.kraken.com/api/docs/guides/spot-rest-ratelimits
 */
export const rest: RestSide = {
  live: 'https://api.kraken.com',
  test: 'https://api.kraken.com',
  limits: [{ scope: 'account', counts: 'weight', kind: 'bucket', limit: 12, refill: 1, per: 3_000 }],
};
