import { ColdwireError } from '../errors/coldwireError.ts';
import { parseDecimal } from '../util/decimal.ts';

/** A decoded object of the venue's, nothing in it trusted yet. */
export type Row = Readonly<Record<string, unknown>>;

/** Whether a decoded value is an object with fields. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rows of an array field; throws `protocol-violation` where it is not an array of objects. */
export function rowsOf(row: Row, field: string): readonly Row[] {
  const rows = row[field];
  if (Array.isArray(rows) && rows.every(isRow)) return rows;
  throw new ColdwireError('protocol-violation', { what: `field ${field}` });
}

/** A text field; throws `protocol-violation` where it is anything else. */
export function textOf(row: Row, field: string): string {
  const value = row[field];
  if (typeof value === 'string') return value;
  throw new ColdwireError('protocol-violation', { what: `field ${field}` });
}

/** A decimal field kept as text, as a number; absent where the field is absent or null. */
export function optionalNumber(row: Row, field: string): number | undefined {
  const value = row[field];
  return value === undefined || value === null ? undefined : parseDecimal(textOf(row, field));
}

/** Only the fields that have a value, for objects whose optional fields must be absent rather than undefined. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
