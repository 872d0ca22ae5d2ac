/** The milliseconds of an RFC 3339 text; NaN for anything else. */
export function parseInstant(text: unknown): number {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
}
