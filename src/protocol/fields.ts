import { ColdwireError } from '../errors/coldwireError.ts';
import { parseDecimal } from '../util/decimal.ts';
import { parseRfc3339 } from '../util/rfc3339.ts';

/**
 * Readers of a venue's fields. Each takes the field's value, not yet trusted, and the field's name for the error, and
 * throws `protocol-violation` where the value is not what it should be. The value is taken out by the caller because a
 * property named in the code is found many times faster than one named by a variable, and these run for every frame.
 */

/** A decoded object of the venue's, nothing in it trusted yet. */
export type Row = Readonly<Record<string, unknown>>;

/** Longest text of a field: names, numbers, instants and ids are far shorter, and a value may be kept for long. */
const LONGEST_TEXT = 256;

/** Whether a decoded value is an object with fields. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An array of objects. */
export function rowsOf(value: unknown, field: string): readonly Row[] {
  if (Array.isArray(value) && value.every(isRow)) return value;
  throw violation(field);
}

/** A text of at most 256 characters. */
export function textOf(value: unknown, field: string): string {
  if (typeof value === 'string' && value.length <= LONGEST_TEXT) return value;
  throw violation(field);
}

/** What a decimal text means. */
export function decimalOf(value: unknown, field: string): number {
  return parseDecimal(textOf(value, field));
}

/** The same where it must be above zero. */
export function positiveOf(value: unknown, field: string): number {
  const number = decimalOf(value, field);
  if (number > 0) return number;
  throw violation(field);
}

/** A decimal that may be absent or null. */
export function optionalDecimal(value: unknown, field: string): number | undefined {
  return value === undefined || value === null ? undefined : decimalOf(value, field);
}

/** An RFC 3339 text as milliseconds since the epoch. */
export function instantOf(value: unknown, field: string): number {
  return parseRfc3339(textOf(value, field));
}

/** An instant that may be absent or null. */
export function optionalInstant(value: unknown, field: string): number | undefined {
  return value === undefined || value === null ? undefined : instantOf(value, field);
}

function violation(field: string): Error {
  return new ColdwireError('protocol-violation', { what: `field ${field}` });
}
