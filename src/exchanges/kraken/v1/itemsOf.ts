import { ColdwireError } from '../../../errors/coldwireError.ts';

/** An array: v1 tells fields by their places. Throws `protocol-violation` for anything else. */
export function itemsOf(value: unknown, field: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new ColdwireError('protocol-violation', { what: `field ${field}` });
}
