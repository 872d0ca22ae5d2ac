import { ColdwireError } from '../../errors/coldwireError.ts';
import type { RawLevel } from '../../protocol/bookRule.ts';

/** The levels of a side: `["8476.98","415","0","13"]` is price, size, a field that means nothing any more, and the orders there. */
export function levelsOf(side: unknown, field: string): readonly RawLevel[] {
  if (!Array.isArray(side)) throw violation(field);
  return side.map((level: unknown): RawLevel => {
    const [priceText, sizeText] = Array.isArray(level) ? (level as readonly unknown[]) : [];
    if (typeof priceText !== 'string' || typeof sizeText !== 'string') throw violation(field);
    return { priceText, sizeText };
  });
}

function violation(field: string): Error {
  return new ColdwireError('protocol-violation', { what: `field ${field}` });
}
