import { ColdwireError } from '../../errors/coldwireError.ts';

/** Which side a row says. */
export function sideOf(value: unknown): 'buy' | 'sell' {
  if (value === 'buy' || value === 'sell') return value;
  throw new ColdwireError('protocol-violation', { what: 'field side' });
}
