/** A number that a venue gives its messages one after the other: as a number, as a bigint, or as decimal text. */
export type Sequence = string | number | bigint;

const DECIMAL = /^-?\d{1,40}$/;

/** The sequence that follows in steps of one. Throws where there is none: text that is no whole number, a number past 2^53. */
export function nextSequence<S extends Sequence>(sequence: S): S;
export function nextSequence(sequence: Sequence): Sequence {
  if (typeof sequence === 'bigint') return sequence + 1n;
  if (typeof sequence === 'number') {
    if (!Number.isSafeInteger(sequence + 1))
      throw new RangeError('a sequence that is no whole number below 2^53: keep it as text or bigint');
    return sequence + 1;
  }
  // Fifteen digits are exact as a number, and far cheaper.
  return /^\d{1,15}$/.test(sequence) ? String(Number(sequence) + 1) : String(bigintOf(sequence) + 1n);
}

/** Negative where `a` comes before `b`, positive where it comes after, 0 where they are one. */
export function compareSequences<S extends Sequence>(a: S, b: S): number;
export function compareSequences(a: Sequence, b: Sequence): number {
  if (a === b) return 0;
  if (typeof a !== 'string' || typeof b !== 'string') return a < b ? -1 : a > b ? 1 : 0;
  const difference = bigintOf(a) - bigintOf(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Bounded, for the time it takes grows with the square of the digits. */
function bigintOf(text: string): bigint {
  if (!DECIMAL.test(text))
    throw new TypeError('a sequence that is no whole number in decimal text: say what follows it');
  return BigInt(text);
}
