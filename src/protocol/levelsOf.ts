import { ColdwireError } from '../errors/coldwireError.ts';
import type { RawLevel } from './bookRule.ts';
import { textOf } from './fields.ts';

/** Known to the parser alone, so that nothing on the wire can pass for what the parser has read. */
const READ: unique symbol = Symbol('read levels');

/** Levels that the parser has read out of their rows. */
export interface ReadLevels extends Array<RawLevel> {
  [READ]?: true;
}

/** Marks levels as read. */
export function readLevels(levels: ReadLevels): readonly RawLevel[] {
  levels[READ] = true;
  return levels;
}

/**
 * The levels of one side of a book: rows that begin with price and size, `["61837.63000000","3.78826000"]`, whatever follows.
 * A codec that names the field in its `levels` has read them already, and much faster. Throws `protocol-violation` where
 * they are no such rows.
 *
 * @example
 * ```ts
 * import { levelsOf } from 'coldwire';
 *
 * const [best] = levelsOf([['61837.63000000', '3.78826000']], 'bids');
 * console.log(best?.priceText, best?.sizeText); // 61837.63000000 3.78826000
 * ```
 */
export function levelsOf(value: unknown, field: string): readonly RawLevel[] {
  if (!Array.isArray(value)) throw new ColdwireError('protocol-violation', { what: `field ${field}` });
  if ((value as ReadLevels)[READ] === true) return value as ReadLevels;
  return value.map((row: unknown) => {
    if (!Array.isArray(row)) throw new ColdwireError('protocol-violation', { what: `field ${field}` });
    const [price, size] = row as readonly unknown[];
    return { priceText: textOf(price, field), sizeText: textOf(size, field) };
  });
}
