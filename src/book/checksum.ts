import type { ChecksumRule, RawLevel } from '../protocol/bookRule.ts';
import { crc32 } from '../util/crc32.ts';
import { joinCrc32 } from './joinCrc32.ts';
import type { PieceRow } from './row.ts';

/** The rows that enter a checksum: of each side the rule's `levels` best, best first, or those there are. */
export interface BestRows {
  readonly bids: readonly PieceRow[];
  readonly asks: readonly PieceRow[];
}

const ZERO = 0x30;

/** What of a level enters, by the rule's `piece`: texts, one after the other. Of the very first level the `lead` does not. */
const pieces: Readonly<Record<ChecksumRule['piece'], Piece>> = {
  digits: { lead: 0, textsOf: ({ priceText, sizeText }) => [digitsOf(priceText), digitsOf(sizeText)] },
  colons: { lead: 1, textsOf: ({ priceText, sizeText }) => [':', priceText, ':', sizeText] },
};

interface Piece {
  /** How many of the texts only part it from the level before. */
  readonly lead: number;
  readonly textsOf: (level: RawLevel) => readonly string[];
}

/** The order in which rows enter, by the rule's `order`: as runs of rows, one after the other. */
const orders: Readonly<Record<ChecksumRule['order'], (rows: BestRows) => readonly (readonly PieceRow[])[]>> = {
  'asks-then-bids': ({ bids, asks }) => [asks, bids],
  interleaved: ({ bids, asks }) => [interleaved(bids, asks)],
};

/** How the CRC32 is written, by the rule's `crc`. */
const writings: Readonly<Record<ChecksumRule['crc'], (crc: number) => number>> = {
  unsigned: (crc) => crc,
  signed: (crc) => crc | 0,
};

/**
 * The checksum of a book by the venue's rule: the CRC32 of the texts of its best rows, in the venue's order. A row remembers
 * its piece, so it may serve one rule only.
 */
export function checksumOf(rule: ChecksumRule, rows: BestRows): number {
  const { lead, textsOf } = pieces[rule.piece];
  let crc = 0;
  let leading = lead > 0;
  for (const run of orders[rule.order](rows)) {
    for (const row of run) {
      if (leading)
        crc = textsOf(row)
          .slice(lead)
          .reduce((before, text) => crc32(text, before), 0);
      else {
        if (row.pieceLength < 0) rememberPiece(row, textsOf(row));
        crc = joinCrc32(crc, row.pieceCrc, row.pieceLength);
      }
      leading = false;
    }
  }
  return writings[rule.crc](crc);
}

function rememberPiece(row: PieceRow, texts: readonly string[]): void {
  let length = 0;
  let crc = 0;
  for (const text of texts) {
    crc = crc32(text, crc);
    length += text.length;
  }
  // Signed, for the engine keeps such apart from the heap.
  row.pieceCrc = crc | 0;
  row.pieceLength = length;
}

/** One of each in turn; once one has run out, the rest of the other. */
function interleaved(bids: readonly PieceRow[], asks: readonly PieceRow[]): readonly PieceRow[] {
  const rows: PieceRow[] = [];
  const length = Math.max(bids.length, asks.length);
  for (let index = 0; index < length; index++) {
    const [bid, ask] = [bids[index], asks[index]];
    if (bid !== undefined) rows.push(bid);
    if (ask !== undefined) rows.push(ask);
  }
  return rows;
}

/** The text without its point and its leading zeros: `0.00100000` is `100000`. */
function digitsOf(text: string): string {
  const point = text.indexOf('.');
  let first = 0;
  while (first === point || text.charCodeAt(first) === ZERO) first++;
  return point < first ? text.slice(first) : text.slice(first, point) + text.slice(point + 1);
}
