import { ColdwireError } from '../errors/coldwireError.ts';

const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const UPPER_T = 0x54;
const UPPER_Z = 0x5a;
/** What lower-case letters have more than upper-case ones. */
const LOWER = 0x20;

const FRACTION = '2000-01-01T00:00:00'.length;

/** How many days of a common year precede each month. */
const DAYS_BEFORE: readonly number[] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
/** Days from the first of January of the year 1 to the epoch. */
const DAYS_TO_EPOCH = 719_162;
const MINUTES_A_DAY = 1_440;

/**
 * The instant that an RFC 3339 text names (`2023-10-06T17:35:55.440295Z`), in whole milliseconds since the epoch.
 *
 * What is finer than a millisecond is dropped, as `Date` drops it, and never rounded up: no instant lies after the one
 * named. A leap second counts as the second after it. Throws `protocol-violation` for anything else, dates that no
 * calendar has and instants without an offset among it; never gives NaN.
 *
 * `parseRfc3339('2023-10-06T17:35:55.440295Z')` is `1696613755440`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function parseRfc3339(text: string): number {
  if (!isSeparated(text)) refuse(text);
  const zoneAt = text.charCodeAt(FRACTION) === POINT ? endOfDigits(text, FRACTION + 1) : FRACTION;
  const days = daysOf(twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const minutes = days * MINUTES_A_DAY + hour * 60 + minute - offsetAt(text, zoneAt);
  // Comparisons with NaN, which anything malformed has become by now, are false.
  const isLawful = hour <= 23 && minute <= 59 && (second <= 59 || (second === 60 && isLastOfDay(minutes)));
  if (!isLawful || Number.isNaN(minutes)) refuse(text);
  return (minutes * 60 + second) * 1_000 + millisecondsOf(text, zoneAt);
}

function refuse({ length }: string): never {
  throw new ColdwireError('protocol-violation', { what: 'instant', length });
}

function isSeparated(text: string): boolean {
  return (
    text.charCodeAt(4) === MINUS &&
    text.charCodeAt(7) === MINUS &&
    (text.charCodeAt(10) & ~LOWER) === UPPER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON
  );
}

function isLastOfDay(minutes: number): boolean {
  return (minutes + 1) % MINUTES_A_DAY === 0;
}

/** Days since the epoch; NaN for a day that does not exist. */
function daysOf(year: number, month: number, day: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = (DAYS_BEFORE[month - 1] ?? Number.NaN) + (isLeap && month > 2 ? 1 : 0);
  const after = (DAYS_BEFORE[month] ?? Number.NaN) + (isLeap && month > 1 ? 1 : 0);
  if (!(day >= 1 && day <= after - before)) return Number.NaN;
  const years = year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + before + day - 1 - DAYS_TO_EPOCH;
}

/** Minutes that local time is ahead of UTC, by the zone that ends the text; NaN for what is none. */
function offsetAt(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if ((sign & ~LOWER) === UPPER_Z && text.length === at + 1) return 0;
  const hour = twoDigits(text, at + 1);
  const minute = twoDigits(text, at + 4);
  const isOffset = (sign === PLUS || sign === MINUS) && text.charCodeAt(at + 3) === COLON && text.length === at + 6;
  if (!isOffset || hour > 23 || minute > 59) return Number.NaN;
  return (sign === PLUS ? 1 : -1) * (hour * 60 + minute);
}

/** The first three digits of the fraction that ends before `end`. A point without digits has no end, so comes to NaN. */
function millisecondsOf(text: string, end: number): number {
  let milliseconds = 0;
  for (let at = FRACTION + 1, weight = 100; at < end && weight >= 1; at++, weight /= 10)
    milliseconds += (text.charCodeAt(at) - ZERO) * weight;
  return milliseconds;
}

/** Where the digits from `start` on end; NaN where there are none. */
function endOfDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at) - ZERO)) at++;
  return at === start ? Number.NaN : at;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return isDigit(tens) && isDigit(ones) ? tens * 10 + ones : Number.NaN;
}

function isDigit(value: number): boolean {
  return value >= 0 && value <= 9;
}
