import { ColdwireError } from '../../errors/coldwireError.ts';

/** A side as the venue and we both write it. */
export function sideOf(side: unknown): 'buy' | 'sell' {
  if (side === 'buy' || side === 'sell') return side;
  throw new ColdwireError('protocol-violation', { what: 'field side' });
}
