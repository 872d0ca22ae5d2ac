import type { RawLevel } from '../protocol/bookRule.ts';
import { comparePrices, type Price } from './comparePrices.ts';
import { makeRow, quantityOf, type Row } from './row.ts';

/**
 * One side of a book, best row first, prices unique. It never changes: a change makes a new side, which shares with the
 * old one every chunk of rows that the change did not touch. So it costs a chunk and the list of chunks, not the depth, and
 * an old side keeps nothing alive but its own rows.
 */
export interface Side {
  /** 1 where the lowest price is the best (asks), -1 where the highest is (bids). */
  readonly order: 1 | -1;
  readonly chunks: readonly (readonly Row[])[];
  /** Rows in all. */
  readonly length: number;
}

export const NO_BIDS: Side = { order: -1, chunks: [], length: 0 };
export const NO_ASKS: Side = { order: 1, chunks: [], length: 0 };

/** A chunk that grows beyond is cut in two. */
const MOST_ROWS = 32;
/** Neighbours that hold no more than this together become one, or deletions would leave a long list of crumbs. */
const FEW_ROWS = 16;

/** A side while it is changed: nobody else has seen `chunks`, nor the one chunk that is `own`. */
interface Edit {
  readonly order: 1 | -1;
  readonly chunks: (readonly Row[])[];
  own: Row[] | undefined;
  length: number;
}

/**
 * The side after `changes`, in their order, cut to its best `depth` rows. A size of zero deletes its price, known or not;
 * any other sets it. Throws `protocol-violation` for a price or a size that is no decimal, or negative.
 */
export function changeSide(side: Side, changes: readonly RawLevel[], depth: number): Side {
  if (changes.length === 0 && side.length <= depth) return side;
  const { order, length } = side;
  const edit: Edit = { order, chunks: side.chunks.slice(), own: undefined, length };
  for (const change of changes) applyChange(edit, change);
  cutEdit(edit, depth);
  return { order, chunks: edit.chunks, length: edit.length };
}

/** The best row, if there is any. */
export function bestRow({ chunks }: Side): Row | undefined {
  return chunks[0]?.[0];
}

/** The best `count` rows, or those there are. O(count). */
export function bestRows({ chunks }: Side, count: number): readonly Row[] {
  const first = chunks[0];
  if (first !== undefined && count >= 0 && count <= first.length) return first.slice(0, count);
  const rows: Row[] = [];
  for (const chunk of chunks) {
    for (const row of chunk) {
      if (!(rows.length < count)) return rows;
      rows.push(row);
    }
  }
  return rows;
}

function applyChange(edit: Edit, change: RawLevel): void {
  const { chunks, order } = edit;
  const { priceText } = change;
  const price = quantityOf(priceText);
  const size = quantityOf(change.sizeText);
  const wanted: Price = { price, priceText };
  const at = chunkFor(chunks, order, wanted);
  const chunk = chunks[at] ?? [];
  const index = indexFor(chunk, order, wanted);
  const present = chunk[index];
  const known = present !== undefined && comparePrices(present, wanted) === 0;
  if (size !== 0) {
    if (known) ownChunk(edit, at)[index] = makeRow(change, price, size);
    else insertRow(edit, at, index, makeRow(change, price, size));
  } else if (known) deleteRow(edit, at, index);
}

/** Which chunk holds the price, or would. */
function chunkFor(chunks: Edit['chunks'], order: 1 | -1, wanted: Price): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const last = (chunks[middle] as readonly Row[]).at(-1) as Row;
    if (order * comparePrices(last, wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where in the chunk the price is, or would be. */
function indexFor(chunk: readonly Row[], order: 1 | -1, wanted: Price): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order * comparePrices(chunk[middle] as Row, wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The chunk as one that may be written to. Changes of a frame mostly come in the order of price, so one is remembered. */
function ownChunk(edit: Edit, at: number): Row[] {
  const chunk = edit.chunks[at];
  if (edit.own !== undefined && chunk === edit.own) return edit.own;
  const own = chunk === undefined ? [] : chunk.slice();
  edit.own = own;
  edit.chunks[at] = own;
  return own;
}

function insertRow(edit: Edit, at: number, index: number, row: Row): void {
  const chunk = ownChunk(edit, at);
  // By hand: `splice` takes longer to set out than so few rows take to move.
  chunk.push(row);
  for (let moved = chunk.length - 1; moved > index; moved--) chunk[moved] = chunk[moved - 1] as Row;
  chunk[index] = row;
  edit.length++;
  if (chunk.length <= MOST_ROWS) return;
  // Rows that come in order leave full chunks behind; a cut in the middle would leave all of them half empty.
  const cut = index === MOST_ROWS ? MOST_ROWS : MOST_ROWS / 2;
  edit.chunks.splice(at, 1, chunk.slice(0, cut), chunk.slice(cut));
}

function deleteRow(edit: Edit, at: number, index: number): void {
  const chunk = ownChunk(edit, at);
  for (let moved = index + 1; moved < chunk.length; moved++) chunk[moved - 1] = chunk[moved] as Row;
  chunk.pop();
  edit.length--;
  if (chunk.length > FEW_ROWS) return;
  if (chunk.length === 0) edit.chunks.splice(at, 1);
  else if (!joinWithNext(edit, at) && at > 0) joinWithNext(edit, at - 1);
}

function joinWithNext({ chunks }: Edit, at: number): boolean {
  const [chunk, next] = [chunks[at], chunks[at + 1]];
  if (chunk === undefined || next === undefined || chunk.length + next.length > FEW_ROWS) return false;
  chunks.splice(at, 2, chunk.concat(next));
  return true;
}

function cutEdit(edit: Edit, depth: number): void {
  const { chunks } = edit;
  while (edit.length > depth) {
    const last = chunks.length - 1;
    const { length } = chunks[last] as readonly Row[];
    const excess = Math.min(length, edit.length - depth);
    edit.length -= excess;
    if (excess === length) chunks.pop();
    else {
      const chunk = ownChunk(edit, last);
      for (let dropped = 0; dropped < excess; dropped++) chunk.pop();
    }
  }
}
