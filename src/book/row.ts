import { ColdwireError } from '../errors/coldwireError.ts';
import type { Level } from '../model/orderBook.ts';
import type { RawLevel } from '../protocol/bookRule.ts';
import { parseDecimal } from '../util/decimal.ts';

/** A level as the book keeps it, shared by every version of the book that holds it. */
export type Row = Level | PieceRow;

/** A row that may enter a checksum. What may never be asked for is made when first asked, and kept here. */
export interface PieceRow extends Level {
  /** What consumers see. */
  level: Level | undefined;
  /** CRC32 of the row's piece of the checksum text, its bits as a signed number. Means something once `pieceLength` does. */
  pieceCrc: number;
  /** Characters of that piece; negative until first needed. */
  pieceLength: number;
}

const MINUS = 0x2d;

/** Makes a row of a level that has been read as these numbers. */
export type MakeRow = (raw: RawLevel, price: number, size: number) => Row;

/** A row of a book that has no checksum: the level itself, where it bears its numbers already. */
export function plainRow(raw: RawLevel, price: number, size: number): Row {
  if (raw.price !== undefined && raw.size !== undefined) return raw as Level;
  const { priceText, sizeText } = raw;
  return { priceText, sizeText, price, size };
}

/** A row of a book that has one. */
export function pieceRow({ priceText, sizeText }: RawLevel, price: number, size: number): PieceRow {
  return { priceText, sizeText, price, size, level: undefined, pieceCrc: 0, pieceLength: -1 };
}

/** The number of a price or a size. Throws `protocol-violation` unless it is a decimal and bears no sign. */
export function quantityOf(text: string): number {
  const value = parseDecimal(text);
  if (text.charCodeAt(0) === MINUS) throw new ColdwireError('protocol-violation', { what: 'price or size of a level' });
  return value;
}

/** The row as consumers see it: one frozen object, however many books hold the row. */
export function levelOf(row: Row): Level {
  if (!('pieceLength' in row)) return Object.isFrozen(row) ? row : Object.freeze(row);
  const { price, size, priceText, sizeText } = row;
  row.level ??= Object.freeze({ price, size, priceText, sizeText });
  return row.level;
}
