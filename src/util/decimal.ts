import { ColdwireError } from '../errors/coldwireError.ts';
export function parseDecimal(text: string): number {
  if (!/^-?\d{1,40}(\.\d{1,40})?$/.test(text)) throw new ColdwireError('protocol-violation', { what: 'decimal' });
  return Number(text);
}
