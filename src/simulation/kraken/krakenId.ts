const DIGITS = 17;
const RANGE = 36n ** BigInt(DIGITS - 1);
/** Prime, and far apart in 36^16: ids of neighbours look nothing alike. */
const STRIDE = 2_654_435_761n * 982_451_653n;

/** An id as Kraken gives them, `OLUMT4-UTEGU-ZYM7E9`: its kind by the first letter, another for each number. */
export function krakenId(letter: string, count: number): string {
  const scattered = (BigInt(count) * STRIDE) % RANGE;
  const digits = scattered
    .toString(36)
    .toUpperCase()
    .padStart(DIGITS - 1, '0');
  return `${letter}${digits.slice(0, 5)}-${digits.slice(5, 10)}-${digits.slice(10)}`;
}
