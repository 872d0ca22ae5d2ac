import type { Unit } from '../../model/values.ts';

/** What sizes of a symbol count: the base on spot, contracts of everything else. */
export function unitOf(symbol: string): Unit {
  return symbol.includes(':') ? 'contract' : 'base';
}
