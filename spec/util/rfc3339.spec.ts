import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isColdwireError } from '../../src/errors/coldwireError.ts';
import { parseRfc3339 } from '../../src/util/rfc3339.ts';

/** What parseRfc3339 makes of a text, a refusal as its kind. */
function outcomeOf(text: string): number | string {
  try {
    return parseRfc3339(text);
  } catch (error) {
    return isColdwireError(error) ? error.kind : String(error);
  }
}

/** From the year 0 to the year 9999, which are all that RFC 3339 can write. */
const instant = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 });

describe('parseRfc3339', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2023-10-06T17:35:55.440295Z', 1_696_613_755_440],
    ['2023-10-06T17:35:55.440999999Z', 1_696_613_755_440],
    ['2023-10-06t17:35:55.4z', 1_696_613_755_400],
    ['2023-10-06T17:35:55.04Z', 1_696_613_755_040],
    ['2023-10-06T17:35:55+00:00', 1_696_613_755_000],
    ['2023-10-06T17:35:55-00:00', 1_696_613_755_000],
    ['2023-10-06T17:35:55.123456+05:30', 1_696_593_955_123],
    ['2023-10-06T17:35:55-23:59', 1_696_700_095_000],
    ['1969-12-31T23:59:59.999Z', -1],
    ['2024-02-29T12:00:00Z', 1_709_208_000_000],
    ['2000-02-29T00:00:00Z', 951_782_400_000],
    ['0000-01-01T00:00:00Z', -62_167_219_200_000],
    ['9999-12-31T23:59:59.999Z', 253_402_300_799_999],
    ['2016-12-31T23:59:60Z', 1_483_228_800_000],
    ['2016-12-31T15:59:60.5-08:00', 1_483_228_800_500],
  ])('reads %s', (text, milliseconds) => {
    expect(parseRfc3339(text)).toBe(milliseconds);
  });

  it.each([
    [
      'what lacks a part',
      ['', 'now', '1696613755', '2023-10-06', '2023-10-06T17:35Z', '2023-10-06T17:35:55Z '.slice(1)],
    ],
    ['local time', ['2023-10-06T17:35:55', '2023-10-06T17:35:55.440', '2023-10-06T17:35:55.440 ']],
    [
      'other separators',
      ['2023-10-06 17:35:55Z', '2023/10/06T17:35:55Z', '2023-10-06T17.35.55Z', '2023-10-06T17-35-55Z'],
    ],
    ['months that do not exist', ['2023-00-06T17:35:55Z', '2023-13-06T17:35:55Z']],
    [
      'days that do not exist',
      ['2023-10-00T00:00:00Z', '2023-10-32T00:00:00Z', '2023-04-31T00:00:00Z', '2023-06-31T00:00:00Z'],
    ],
    ['leap days of common years', ['2023-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '2024-02-30T00:00:00Z']],
    ['times that do not exist', ['2023-10-06T24:00:00Z', '2023-10-06T17:60:55Z', '2023-10-06T17:35:61Z']],
    ['a leap second in the middle of a day', ['2023-10-06T17:35:60Z', '2023-10-06T23:59:60+01:00']],
    ['malformed fractions', ['2023-10-06T17:35:55.Z', '2023-10-06T17:35:55,4Z', '2023-10-06T17:35:55.4\u0661Z']],
    ['what goes on', ['2023-10-06T17:35:55ZZ', '2023-10-06T17:35:55Z ', '2023-10-06T17:35:55+05:300']],
    ['what begins too early', [' 2023-10-06T17:35:55Z', '+2023-10-06T17:35:55Z', '12023-10-06T17:35:55Z']],
    ['malformed offsets', ['2023-10-06T17:35:55+0530', '2023-10-06T17:35:55+5:30', '2023-10-06T17:35:55+05:3']],
    ['what is no sign', ['2023-10-06T17:35:55*05:30', '2023-10-06T17:35:55,05:30']],
    [
      'offsets that do not exist',
      ['2023-10-06T17:35:55+24:00', '2023-10-06T17:35:55+05:60', '2023-10-06T17:35:55+aa:00'],
    ],
    [
      'other characters',
      ['2o23-10-06T17:35:55Z', '2023-1a-06T17:35:55Z', '2023-10-06T-1:35:55Z', '2023-10-06T 1:35:55Z'],
    ],
  ])('refuses %s', (_, texts) => {
    expect(texts.map(outcomeOf)).toEqual(texts.map(() => 'protocol-violation'));
  });

  it('says of what it refuses how long it was, and nothing else', () => {
    expect(() => parseRfc3339('secret')).toThrow('protocol-violation (what: instant, length: 6)');
  });

  it('reads back every instant that Date writes', () => {
    fc.assert(
      fc.property(instant, (milliseconds) => parseRfc3339(new Date(milliseconds).toISOString()) === milliseconds),
      { numRuns: 2_000 },
    );
  });

  it('drops what is finer than a millisecond', () => {
    const finer = fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), maxLength: 12 });
    fc.assert(
      fc.property(instant, finer, (milliseconds, rest) => {
        const text = new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
        return parseRfc3339(text) === milliseconds;
      }),
    );
  });

  it('subtracts the offset of local time', () => {
    const offset = fc.integer({ min: -1_439, max: 1_439 });
    const shifted = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(shifted, offset, (milliseconds, minutes) => {
        const local = new Date(milliseconds + minutes * 60_000).toISOString().slice(0, -1);
        const [hour, minute] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const zone = `${minutes < 0 ? '-' : '+'}${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        return parseRfc3339(local + zone) === milliseconds;
      }),
    );
  });

  it('never gives anything but a whole number of milliseconds, or its refusal', () => {
    const [text] = ['2023-10-06T17:35:55.440295+05:30'];
    const spoilt = fc
      .tuple(fc.nat({ max: text.length - 1 }), fc.constantFrom(...'0123456789-+:.TZz \u0000a'.split('')))
      .map(([at, character]) => text.slice(0, at) + character + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.string()), (input) => {
        const outcome = outcomeOf(input);
        return Number.isSafeInteger(outcome) || outcome === 'protocol-violation';
      }),
      { numRuns: 2_000 },
    );
  });
});
