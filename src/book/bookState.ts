import { ColdwireError } from '../errors/coldwireError.ts';
import type { BookFrame, BookRule } from '../protocol/bookRule.ts';
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
  return { bids, asks, verified: verify(settings, before?.verified, { bids, asks }, frame), time: frame.time };
}

/** Whether the best bid is not below the best ask, which no market that trades can show. */
export function isCrossed({ bids, asks }: Pick<BookState, 'bids' | 'asks'>): boolean {
  const bid = bestRow(bids);
  const ask = bestRow(asks);
  return bid !== undefined && ask !== undefined && comparePrices(bid, ask) >= 0;
}

function verify(
  { rule: { checksum: rule }, symbol }: StateSettings,
  before: Verified | undefined,
  sides: Pick<BookState, 'bids' | 'asks'>,
  { checksum: expected }: BookFrame,
): Verified | undefined {
  if (rule === undefined) return undefined;
  if (expected === undefined || !Number.isInteger(expected))
    throw new ColdwireError('protocol-violation', { what: 'checksum of a book' });
  const bids = bestRows(sides.bids, rule.levels);
  const asks = bestRows(sides.asks, rule.levels);
  // Most changes lie deeper than what enters.
  const verified =
    before !== undefined && sameRows(before.bids, bids) && sameRows(before.asks, asks)
      ? before
      : { bids, asks, checksum: checksumOf(rule, { bids, asks }) };
  if (verified.checksum !== expected)
    throw new ColdwireError('checksum-mismatch', { symbol, expected, actual: verified.checksum });
  return verified;
}

function sameRows(rows: readonly Row[], others: readonly Row[]): boolean {
  return rows.length === others.length && rows.every((row, index) => row === others[index]);
}
