/** How the cadence of a feed is learned. See {@link StaleAfterConfig}. */
export interface LearnedCadence {
  /** How many times the longest gap seen lately a quiet may last. Default 3. */
  readonly factor?: number;
  /** The least limit, in milliseconds. Default 1,000. */
  readonly floor?: number;
  /** The greatest limit, in milliseconds, and the one until enough gaps are known. Default 60,000. */
  readonly ceiling?: number;
  /** How long a gap is remembered, in milliseconds: at least this, at most twice this. Default 300,000. */
  readonly over?: number;
  /** How many gaps must be known before the limit is learned from them. Default 8. */
  readonly samples?: number;
}

/** Learns from gaps how long a quiet may last. Made by {@link learnCadence}. */
export interface Cadence {
  /** Takes a gap in, in milliseconds, that ended at an instant of a monotonic clock. */
  readonly learn: (gap: number, at: number) => void;
  /** How long a quiet may last, in milliseconds. */
  readonly limit: () => number;
}

/**
 * Limits a quiet to a multiple of the longest gap seen lately, in constant time and space: the longest of this stretch of time
 * and of the last one is all that is kept. An average or a quantile of gaps would not do: a feed comes in bursts, whose many
 * tiny gaps outvote the few long ones that are just as typical of it.
 */
export function learnCadence({
  factor = 3,
  floor = 1_000,
  ceiling = 60_000,
  over = 300_000,
  samples = 8,
}: LearnedCadence): Cadence {
  let known = 0;
  let stretchAt: number | undefined;
  let longest = 0;
  let longestBefore = 0;
  return {
    learn: (gap, at) => {
      stretchAt ??= at;
      if (at - stretchAt >= over) {
        longestBefore = longest;
        longest = 0;
        stretchAt = at;
      }
      longest = Math.max(longest, gap);
      known++;
    },
    limit: () =>
      known < samples ? ceiling : Math.min(ceiling, Math.max(floor, factor * Math.max(longest, longestBefore))),
  };
}
