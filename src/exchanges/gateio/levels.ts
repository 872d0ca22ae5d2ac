import type { RawLevel } from '../../protocol/bookRule.ts';
import { isRow, textOf } from '../../protocol/fields.ts';
import { levelsOf } from '../../protocol/levelsOf.ts';

/** The levels of a side: rows `["19137.74","0.0001"]`, or objects `{"p":"2.5178","s":0}`, which futures have. */
export function sideLevelsOf(side: unknown, field: string): readonly RawLevel[] {
  if (!Array.isArray(side) || !isRow(side[0]) || 'priceText' in side[0]) return levelsOf(side, field);
  return side.map((level: unknown): RawLevel => {
    const { p, s } = isRow(level) ? level : {};
    return { priceText: textOf(p, field), sizeText: textOf(s, field) };
  });
}
