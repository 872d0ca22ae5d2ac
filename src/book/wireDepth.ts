import { ColdwireError } from '../errors/coldwireError.ts';
export function wireDepth(depths: readonly number[], wanted: number | undefined): number {
  const depth = depths.find((d) => d >= (wanted ?? 0));
  if (depth === undefined) throw new ColdwireError('unsupported', { what: 'depth' });
  return depth;
}
