import { ColdwireError } from '../../errors/coldwireError.ts';
import type { BookSequence } from '../../protocol/bookRule.ts';

/**
 * Readers of what Binance writes as bare JSON numbers: ids and instants. An id that a double cannot hold comes as its text, see
 * `losslessNumber`. Prices and sizes are strings.
 */

/** An instant, milliseconds since the epoch. */
export function millisOf(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw violation(field);
}

/** An instant that may be absent. */
export function optionalMillis(value: unknown, field: string): number | undefined {
  return value === undefined || value === null ? undefined : millisOf(value, field);
}

/** The number of a change of a book. */
export function sequenceOf(value: unknown, field: string): BookSequence {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  if (typeof value === 'string' && /^[1-9]\d{15,39}$/.test(value)) return value;
  throw violation(field);
}

/** An id as text. */
export function idOf(value: unknown, field: string): string {
  return String(sequenceOf(value, field));
}

/** A count. */
export function optionalCount(value: unknown, field: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  return millisOf(value, field);
}

function violation(field: string): Error {
  return new ColdwireError('protocol-violation', { what: `field ${field}` });
}
