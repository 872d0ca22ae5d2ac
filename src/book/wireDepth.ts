import { ColdwireError } from '../errors/coldwireError.ts';

/**
 * The depth to ask a venue for when at least `wanted` levels a side are needed: the next one it offers. `wireDepth([10,
 * 25, 100], 20)` is 25. Where nothing is said, its smallest. Throws `unsupported` for more than its deepest.
 *
 * @param depths What the venue offers, in levels a side, rising.
 */
export function wireDepth(depths: readonly number[], wanted = 0): number {
  const depth = depths.find((offered) => offered >= wanted);
  if (depth === undefined)
    throw new ColdwireError('unsupported', { what: `depth ${wanted}, the deepest is ${depths.at(-1) ?? 'none'}` });
  return depth;
}
