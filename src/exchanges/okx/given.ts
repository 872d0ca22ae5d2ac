import { ColdwireError } from '../../errors/coldwireError.ts';
import { decimalOf, textOf } from '../../protocol/fields.ts';

/** A text that may be absent, which the venue writes as an empty one. */
export function givenText(value: unknown, field: string): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : textOf(value, field);
}

/** A decimal that may be absent. */
export function givenDecimal(value: unknown, field: string): number | undefined {
  const text = givenText(value, field);
  return text === undefined ? undefined : decimalOf(text, field);
}

/** Milliseconds since the epoch, which the venue writes as text. */
export function millisOf(value: unknown, field: string): number {
  const text = textOf(value, field);
  // Before the epoch, and between two milliseconds, where a venue is simulated.
  if (/^-?\d{1,15}(\.\d{1,20})?$/.test(text)) return Number(text);
  throw new ColdwireError('protocol-violation', { what: `field ${field}` });
}

/** The same where they may be absent. */
export function givenMillis(value: unknown, field: string): number | undefined {
  const text = givenText(value, field);
  return text === undefined ? undefined : millisOf(text, field);
}
