/** No timer of any runtime waits longer than this many milliseconds (24.8 days). */
const LONGEST_WAIT = 2 ** 31 - 1;

/** `Sun, 06 Nov 1994 08:49:37 GMT`: the one form of date that RFC 9110 lets senders write. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * The milliseconds a Retry-After header asks for, seen from `now` (milliseconds since the epoch): seconds or an HTTP
 * date. Nothing where it is absent or unreadable; never negative, and never longer than a timer can wait.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const wait = /^\d+$/.test(header)
    ? Number(header) * 1_000
    : HTTP_DATE.test(header)
      ? Date.parse(header) - now
      : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_WAIT);
}
