/**
 * How the refusals begin that stay true however often one asks, for they speak of the request alone. Each was seen, or
 * stands in Kraken's list of errors:
 *
 * - `Currency pair not supported FOO/BAR`: v2; so is answered `XBT/USD`.
 * - `Subscription depth not supported`: v2, captured 2026-08-16.
 * - the rest: the error list of the v1 docs, whose texts v2 shares where both were seen.
 *
 * Anything else may pass, so is asked for again, backed off: `Exceeded msg rate`, `EAPI:Rate limit exceeded`,
 * `EGeneral:Too many requests`, `EService:Unavailable`, and every text not known.
 *
 * @see https://docs.kraken.com/api/docs/websocket-v1/subscriptionstatus
 */
const PERMANENT: readonly string[] = [
  'currency pair not supported',
  'currency pair not in iso 4217-a3 format',
  'subscription depth not supported',
  'subscription ohlc interval not supported',
  'subscription name invalid',
  'invalid arguments',
  'malformed request',
  'unsupported field',
  'permission denied',
];

/**
 * Whether asking again cannot change a refusal. Judged by how the text begins, after the class it may name (`EGeneral:`):
 * what follows is the request's own, and a symbol may read like anything.
 */
export function isPermanent(reason: string): boolean {
  const text = reason.replace(/^E[A-Za-z]{1,20}:/, '').toLowerCase();
  return PERMANENT.some((beginning) => text.startsWith(beginning));
}
