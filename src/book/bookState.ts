import { ColdwireError } from '../errors/coldwireError.ts';
import type { BookFrame, BookRule, ChecksumRule } from '../protocol/bookRule.ts';
import { type BestRows, checksumOf } from './checksum.ts';
import { comparePrices } from './comparePrices.ts';
import type { Row } from './row.ts';
import { bestRow, bestRows, changeSide, NO_ASKS, NO_BIDS, type Side } from './side.ts';

/** A book between two frames. It never changes. */
export interface BookState {
  readonly bids: Side;
  readonly asks: Side;
  /** How the checksum was found right; absent where the rule has none. */
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
 * comes of a delta before the first snapshot. Throws `protocol-violation` for a level that is none and for a checksum
 * that is missing, `checksum-mismatch` for one that differs.
 */
export function applyFrame(
  settings: StateSettings,
  state: BookState | undefined,
  frame: BookFrame,
): BookState | undefined {
  const { rule, depth } = settings;
  const snapshot = frame.kind === 'snapshot';
  if (state === undefined && !snapshot) return undefined;
  const before = snapshot ? undefined : state;
  const kept = rule.truncates ? depth : Infinity;
  const bids = changeSide(before?.bids ?? NO_BIDS, frame.bids, kept);
  const asks = changeSide(before?.asks ?? NO_ASKS, frame.asks, kept);
  return { bids, asks, verified: verify(settings, before, { bids, asks }, frame), time: frame.time };
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
  { checksum: expected }: BookFrame,
): Verified | undefined {
  if (rule === undefined) return undefined;
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

/** The rows of a side that enter the checksum: `known`, those of the side before, where they still do. Most changes lie deeper. */
function entering(
  { levels }: ChecksumRule,
  side: Side,
  before: Side | undefined,
  known: readonly Row[] | undefined,
): readonly Row[] {
  if (known === undefined) return bestRows(side, levels);
  if (side === before) return known;
  const rows = bestRows(side, levels);
  return rows.length === known.length && rows.every((row, index) => row === known[index]) ? known : rows;
}
