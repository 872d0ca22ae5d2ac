/** So many digits a double keeps, whichever they are. */
const SAFE_DIGITS = 15;
/** Below, doubles have fewer digits. */
const LEAST_FULL = 1e-300;

/**
 * A JSON number as a double where that says what the digits say, else as its own text: what lies past 2^53, has more
 * than fifteen digits (unless a double prints them), or is too small to hold. For `numbers` of a codec: ids survive, and
 * the rest stays arithmetic. `String()` of either is what was sent, but for its spelling.
 *
 * @example
 * ```ts
 * import { losslessNumber } from 'coldwire';
 *
 * console.log(losslessNumber('45281.0'), losslessNumber('9007199254740993')); // 45281 9007199254740993
 * console.log(typeof losslessNumber('9007199254740993')); // string
 * ```
 */
export function losslessNumber(token: string): number | string {
  const value = Number(token);
  return isExact(token, value) ? value : token;
}

function isExact(token: string, value: number): boolean {
  const size = Math.abs(value);
  if (size > Number.MAX_SAFE_INTEGER) return false;
  const isFull = size > LEAST_FULL;
  if ((isFull && token.length <= SAFE_DIGITS) || String(value) === token) return true;
  const digits = token.replace(/[eE].*|[-.]/g, '').replace(/^0+/, '');
  return digits === '' || (isFull && digits.length <= SAFE_DIGITS);
}
