import { ColdwireError } from '../errors/coldwireError.ts';
import { powersOfTen } from './powersOfTen.ts';

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

const MOST_DIGITS = 40;
/** A minus, the digits on both sides, a point. */
const LONGEST = 2 * MOST_DIGITS + 2;

/**
 * The number that a venue's decimal text means, rounded as `Number` rounds.
 *
 * Takes an optional minus, 1 to 40 digits, and after a point, if there is one, 1 to 40 more. Throws `protocol-violation`
 * for anything else, above all for what `Number` would make a number of unasked: an empty text, white space, a plus, an
 * exponent, hexadecimal digits, `Infinity`. So what it gives is finite.
 *
 * `parseDecimal('45281.0')` is `45281`.
 */
export function parseDecimal(text: string): number {
  const { length } = text;
  if (length > LONGEST) refuse(length);
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  let point = length;
  let digits = 0;
  for (let at = start; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) digits = digits * 10 + (code - ZERO);
    else if (code === POINT && point === length) point = at;
    else refuse(length);
  }
  const whole = point - start;
  const places = point === length ? 0 : length - point - 1;
  if (whole < 1 || whole > MOST_DIGITS || places > MOST_DIGITS || point === length - 1) refuse(length);
  // One division of two exact doubles rounds once, hence rightly; past those, the engine knows how.
  if (digits > Number.MAX_SAFE_INTEGER || places >= powersOfTen.length) return Number(text);
  const value = digits / (powersOfTen[places] as number);
  return start === 1 ? -value : value;
}

function refuse(length: number): never {
  throw new ColdwireError('protocol-violation', { what: 'decimal', length });
}
