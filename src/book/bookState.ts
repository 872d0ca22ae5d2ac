import { ColdwireError } from '../errors/coldwireError.ts';
import type { BookFrame, BookRule, BookSequence, ChecksumRule } from '../protocol/bookRule.ts';
import { type BestRows, checksumOf } from './checksum.ts';
import { comparePrices } from './comparePrices.ts';
import { gapOf, linkOf } from './linkOf.ts';
import { type PieceRow, pieceRow, plainRow } from './row.ts';
import { bestRow, bestRows, changeSide, NO_ASKS, NO_BIDS, type Side } from './side.ts';

/** A book between two frames. It never changes. */
export interface BookState {
  readonly bids: Side;
  readonly asks: Side;
  /** The last change that is in it, where the venue counts them. */
  readonly last: BookSequence | undefined;
  /** A snapshot from REST, and nothing of the socket yet: what follows is spliced. */
  readonly fetched: boolean;
  /** How the checksum was found right; absent where there was none. */
  readonly verified: Verified | undefined;
  /** The venue's instant of the last frame. */
  readonly time: number | undefined;
}

/** The rows that entered a checksum, and what came of it. */
interface Verified extends BestRows {
  readonly checksum: number;
}

/** What a state is kept by. */
export interface StateSettings {
  readonly rule: BookRule;
  /** Levels a side, as subscribed on the wire. */
  readonly depth: number;
  readonly symbol: string;
}

/**
 * The state after a frame: what it replaces or changes, cut to the depth where the rule truncates, and verified. Nothing
 * comes of a delta before the first snapshot, and the same state of one that holds nothing new. Throws `sequence-gap` for a
 * delta that does not follow, `checksum-mismatch` for a checksum that differs, `protocol-violation` for a level that is none
 * and where the check is missing that the rule demands.
 *
 * @param fetched Whether it is a snapshot that REST gave.
 */
export function applyFrame(
  settings: StateSettings,
  state: BookState | undefined,
  frame: BookFrame,
  fetched = false,
): BookState | undefined {
  const { rule, depth } = settings;
  const snapshot = frame.kind === 'snapshot';
  if (!snapshot && (state === undefined || !follows(settings, state, frame))) return state;
  const before = snapshot ? undefined : state;
  const kept = rule.truncates ? depth : Infinity;
  const makeRow = rule.checksum === undefined ? plainRow : pieceRow;
  const bids = changeSide(before?.bids ?? NO_BIDS, frame.bids, kept, makeRow);
  const asks = changeSide(before?.asks ?? NO_ASKS, frame.asks, kept, makeRow);
  const verified = verify(settings, before, { bids, asks }, frame);
  return { bids, asks, last: frame.last ?? before?.last, fetched, verified, time: frame.time };
}

/** Whether a delta holds anything new. */
function follows({ rule, symbol }: StateSettings, { last, fetched }: BookState, delta: BookFrame): boolean {
  const { sequence, snapshot, checksum } = rule;
  const by = fetched && snapshot !== 'in-band' ? snapshot.splice : sequence;
  if (by === undefined) return true;
  // Before they were numbered, frames were vouched for by their checksums alone: recordings hold such.
  if (delta.last === undefined && checksum !== undefined && hasChecksum(checksum, delta)) return true;
  const link = linkOf(by, last, delta);
  if (link !== 'gap') return link === 'next';
  throw new ColdwireError('sequence-gap', { symbol, ...gapOf(by, last, delta) });
}

/** Whether the best bid is not below the best ask, which no market that trades can show. */
export function isCrossed({ bids, asks }: Pick<BookState, 'bids' | 'asks'>): boolean {
  const bid = bestRow(bids);
  const ask = bestRow(asks);
  return bid !== undefined && ask !== undefined && comparePrices(bid, ask) >= 0;
}

function verify(
  { rule: { checksum: rule }, symbol }: StateSettings,
  before: BookState | undefined,
  sides: Pick<BookState, 'bids' | 'asks'>,
  frame: BookFrame,
): Verified | undefined {
  if (rule === undefined || (rule.none !== undefined && !hasChecksum(rule, frame))) return undefined;
  const { checksum: expected } = frame;
  if (expected === undefined || !Number.isInteger(expected))
    throw new ColdwireError('protocol-violation', { what: 'checksum of a book' });
  const known = before?.verified;
  const bids = entering(rule, sides.bids, before?.bids, known?.bids);
  const asks = entering(rule, sides.asks, before?.asks, known?.asks);
  const verified =
    known !== undefined && bids === known.bids && asks === known.asks
      ? known
      : { bids, asks, checksum: checksumOf(rule, { bids, asks }) };
  if (verified.checksum !== expected)
    throw new ColdwireError('checksum-mismatch', { symbol, expected, actual: verified.checksum });
  return verified;
}

function hasChecksum({ none }: ChecksumRule, { checksum }: BookFrame): boolean {
  return checksum !== undefined && checksum !== none;
}

/** The rows of a side that enter the checksum: `known`, those of the side before, where they still do. Most changes lie deeper. */
function entering(
  { levels }: ChecksumRule,
  side: Side,
  before: Side | undefined,
  known: readonly PieceRow[] | undefined,
): readonly PieceRow[] {
  if (known !== undefined && side === before) return known;
  const rows = bestRows(side, levels) as readonly PieceRow[];
  return known !== undefined && rows.length === known.length && rows.every((row, index) => row === known[index])
    ? known
    : rows;
}
