import { ColdwireError } from '../errors/coldwireError.ts';
import type { Level } from '../model/orderBook.ts';
import type { RawLevel } from '../protocol/bookRule.ts';
import { parseDecimal } from '../util/decimal.ts';

/**
 * A level as the book keeps it, shared by every version of the book that holds it. What may never be asked for is made
 * when first asked, and kept here.
 */
export interface Row extends RawLevel {
  readonly price: number;
  readonly size: number;
  /** What consumers see. */
  level: Level | undefined;
  /** CRC32 of the row's piece of the checksum text. Means something once `pieceLength` does. */
  pieceCrc: number;
  /** Characters of that piece; negative until first needed. */
  pieceLength: number;
}

const MINUS = 0x2d;

export function makeRow({ priceText, sizeText }: RawLevel, price: number, size: number): Row {
  return { price, size, priceText, sizeText, level: undefined, pieceCrc: 0, pieceLength: -1 };
}

/** The number of a price or a size. Throws `protocol-violation` unless it is a decimal, finite, and bears no sign. */
export function quantityOf(text: string): number {
  const value = parseDecimal(text);
  if (text.charCodeAt(0) === MINUS || value === Infinity)
    throw new ColdwireError('protocol-violation', { what: 'price or size of a level' });
  return value;
}

/** The row as consumers see it: one frozen object, however many books hold the row. */
export function levelOf(row: Row): Level {
  const { price, size, priceText, sizeText } = row;
  row.level ??= Object.freeze({ price, size, priceText, sizeText });
  return row.level;
}
