import { UsageError } from './usageError.ts';

/** What a number must be. */
export interface NumberBounds {
  readonly whole?: boolean;
  readonly above?: number;
  readonly from?: number;
  readonly to?: number;
}

/** An option's decimal number. Throws a UsageError that says what the option takes. */
export function parseNumber(option: string, text: string, bounds: NumberBounds, takes: string): number {
  const { whole = false, above = Number.NEGATIVE_INFINITY, from = above, to = Number.MAX_SAFE_INTEGER } = bounds;
  const value = (whole ? /^\d+$/ : /^\d+(\.\d+)?$/).test(text) ? Number(text) : Number.NaN;
  if (value > above && value >= from && value <= to) return value;
  throw new UsageError(`${option} takes ${takes}, not '${text}'`);
}
