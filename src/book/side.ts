import type { RawLevel } from '../protocol/bookRule.ts';
import { comparePriceTexts } from './comparePrices.ts';
import { type MakeRow, plainRow, quantityOf, type Row } from './row.ts';

/** Neighbouring rows of a side. It never changes. */
export interface Chunk {
  /** The edit that made it, which may write to it until it is done. */
  readonly madeBy: number;
  /** Of each row its price, negative where the highest is the best: what is searched, so it lies apart and close together. */
  readonly keys: readonly number[];
  readonly rows: readonly Row[];
}

/**
 * One side of a book, best row first, prices unique. It never changes: a change makes a new side, which shares with the
 * old one every chunk of rows that the change did not touch. So it costs a chunk and the list of chunks, not the depth, and
 * an old side keeps nothing alive but its own rows.
 */
export interface Side {
  /** 1 where the lowest price is the best (asks), -1 where the highest is (bids). */
  readonly order: 1 | -1;
  readonly chunks: readonly Chunk[];
  /** Of each chunk its last key, or one beyond it that is not beyond the next chunk's first. */
  readonly lasts: readonly number[];
  /** Rows in all. */
  readonly length: number;
  /** Whether all prices that ever came are so short that equal numbers are equal prices. */
  readonly exact: boolean;
}

export const NO_BIDS: Side = { order: -1, chunks: [], lasts: [], length: 0, exact: true };
export const NO_ASKS: Side = { order: 1, chunks: [], lasts: [], length: 0, exact: true };

/** A chunk that grows beyond is cut in two. */
const MOST_ROWS = 32;
/** Neighbours that hold no more than this together become one, or deletions would leave a long list of crumbs. */
const FEW_ROWS = 16;
/** Decimals of so many digits are told apart by their doubles. */
const EXACT_DIGITS = 15;

/** A chunk that nobody else has seen. */
interface OwnChunk extends Chunk {
  readonly keys: number[];
  readonly rows: Row[];
}

/** A side while it is changed: nobody else has seen `chunks` and `lasts`, nor the chunks that this edit made. */
interface Edit {
  readonly number: number;
  readonly order: 1 | -1;
  readonly chunks: Chunk[];
  readonly lasts: number[];
  length: number;
  exact: boolean;
}

/** How many edits there were. */
let edits = 0;

/**
 * The side after `changes`, in their order, cut to its best `depth` rows. A size of zero deletes its price, known or not;
 * any other sets it. Throws `protocol-violation` for a price or a size that is no decimal, or negative.
 */
export function changeSide(side: Side, changes: readonly RawLevel[], depth: number, makeRow: MakeRow = plainRow): Side {
  if (changes.length === 0 && side.length <= depth) return side;
  const { order, length, exact } = side;
  const [chunks, lasts] = [side.chunks.slice(), side.lasts.slice()];
  const edit: Edit = { number: ++edits, order, chunks, lasts, length, exact };
  for (const change of changes) applyChange(edit, change, makeRow);
  cutEdit(edit, depth);
  return { order, chunks, lasts, length: edit.length, exact: edit.exact };
}

/** The best row, if there is any. */
export function bestRow({ chunks }: Side): Row | undefined {
  return chunks[0]?.rows[0];
}

/** The best `count` rows, or those there are. O(count). */
export function bestRows({ chunks }: Side, count: number): readonly Row[] {
  const first = chunks[0]?.rows;
  if (first !== undefined && count >= 0 && count <= first.length) return first.slice(0, count);
  const best: Row[] = [];
  for (const { rows } of chunks) {
    for (const row of rows) {
      if (!(best.length < count)) return best;
      best.push(row);
    }
  }
  return best;
}

function applyChange(edit: Edit, change: RawLevel, makeRow: MakeRow): void {
  const { order, lasts } = edit;
  const { priceText } = change;
  const price = change.price ?? quantityOf(priceText);
  const size = change.size ?? quantityOf(change.sizeText);
  const key = order * price;
  if (priceText.length > EXACT_DIGITS && !isExact(priceText)) edit.exact = false;
  let at = firstFrom(lasts, key, lasts.length - 1);
  let index = at < lasts.length ? firstFrom(keysAt(edit, at), key, keysAt(edit, at).length) : 0;
  let known = at < lasts.length && keysAt(edit, at)[index] === key;
  if (known && !edit.exact) [at, index, known] = exactPlace(edit, at, index, change);
  if (size !== 0) {
    if (known) ownChunk(edit, at).rows[index] = makeRow(change, price, size);
    else insertRow(edit, at, index, key, makeRow(change, price, size));
  } else if (known) deleteRow(edit, at, index);
}

function isExact(text: string): boolean {
  return text.length === EXACT_DIGITS + 1 && text.includes('.');
}

function keysAt({ chunks }: Edit, at: number): readonly number[] {
  return (chunks[at] as Chunk).keys;
}

/**
 * The place of a price among those of the same double, from the first of them on, and whether it is there. They are told apart
 * by their texts, by which `5.0` is the same as `5.00`.
 */
function exactPlace(
  { order, chunks }: Edit,
  from: number,
  first: number,
  { priceText }: RawLevel,
): readonly [at: number, index: number, known: boolean] {
  let [at, index] = [from, first];
  const key = (chunks[at] as Chunk).keys[index];
  for (;;) {
    const { keys, rows } = chunks[at] as Chunk;
    if (keys[index] !== key) return [at, index, false];
    const difference = order * comparePriceTexts((rows[index] as Row).priceText, priceText);
    if (difference >= 0) return [at, index, difference === 0];
    index++;
    if (index < keys.length || at === chunks.length - 1) continue;
    at++;
    index = 0;
  }
}

/** The first place, from 0 up to `most`, whose key is not below `key`. */
function firstFrom(keys: readonly number[], key: number, most: number): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The chunk as one that may be written to. */
function ownChunk({ number, chunks }: Edit, at: number): OwnChunk {
  const chunk = chunks[at];
  if (chunk?.madeBy === number) return chunk as OwnChunk;
  const own = { madeBy: number, keys: chunk?.keys.slice() ?? [], rows: chunk?.rows.slice() ?? [] };
  chunks[at] = own;
  return own;
}

function insertRow(edit: Edit, at: number, index: number, key: number, row: Row): void {
  const { keys, rows } = ownChunk(edit, at);
  // By hand: `splice` takes longer to set out than so few rows take to move.
  keys.push(key);
  rows.push(row);
  for (let moved = rows.length - 1; moved > index; moved--) {
    keys[moved] = keys[moved - 1] as number;
    rows[moved] = rows[moved - 1] as Row;
  }
  keys[index] = key;
  rows[index] = row;
  edit.length++;
  edit.lasts[at] = keys[keys.length - 1] as number;
  if (rows.length <= MOST_ROWS) return;
  // Rows that come in order leave full chunks behind; a cut in the middle would leave all of them half empty.
  const cut = index === MOST_ROWS ? MOST_ROWS : MOST_ROWS / 2;
  edit.chunks.splice(at, 1, partOf(edit, at, 0, cut), partOf(edit, at, cut));
  edit.lasts.splice(at, 0, keys[cut - 1] as number);
}

function partOf({ number, chunks }: Edit, at: number, from: number, to?: number): Chunk {
  const { keys, rows } = chunks[at] as Chunk;
  return { madeBy: number, keys: keys.slice(from, to), rows: rows.slice(from, to) };
}

function deleteRow(edit: Edit, at: number, index: number): void {
  const { keys, rows } = ownChunk(edit, at);
  for (let moved = index + 1; moved < rows.length; moved++) {
    keys[moved - 1] = keys[moved] as number;
    rows[moved - 1] = rows[moved] as Row;
  }
  keys.pop();
  rows.pop();
  edit.length--;
  if (rows.length > FEW_ROWS) return;
  if (rows.length === 0) dropChunk(edit, at);
  else if (!joinWithNext(edit, at) && at > 0) joinWithNext(edit, at - 1);
}

function dropChunk({ chunks, lasts }: Edit, at: number): void {
  chunks.splice(at, 1);
  lasts.splice(at, 1);
}

function joinWithNext(edit: Edit, at: number): boolean {
  const { chunks } = edit;
  const [chunk, next] = [chunks[at], chunks[at + 1]];
  if (chunk === undefined || next === undefined || chunk.rows.length + next.rows.length > FEW_ROWS) return false;
  chunks[at + 1] = {
    madeBy: edit.number,
    keys: chunk.keys.concat(next.keys),
    rows: chunk.rows.concat(next.rows),
  };
  dropChunk(edit, at);
  return true;
}

function cutEdit(edit: Edit, depth: number): void {
  const { chunks, lasts } = edit;
  while (edit.length > depth) {
    const last = chunks.length - 1;
    const { length } = (chunks[last] as Chunk).rows;
    const excess = Math.min(length, edit.length - depth);
    edit.length -= excess;
    if (excess === length) dropChunk(edit, last);
    else {
      const { keys, rows } = ownChunk(edit, last);
      keys.length -= excess;
      rows.length -= excess;
      lasts[last] = keys[keys.length - 1] as number;
    }
  }
}
