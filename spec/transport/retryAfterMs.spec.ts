import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retryAfterMs } from '../../src/transport/retryAfterMs.ts';

const LONGEST = 2_147_483_647;
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

describe('retryAfterMs', () => {
  it.each([
    ['0', 0],
    ['7', 7_000],
    ['86400', 86_400_000],
    ['9'.repeat(400), LONGEST],
    ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
    ['Fri, 02 Jan 2026 03:04:05 GMT', 0],
    ['Thu, 01 Jan 2026 03:04:05 GMT', 0],
    ['Fri, 02 Jan 2099 03:04:05 GMT', LONGEST],
  ])('reads %j', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });

  it.each(['', ' ', '-1', '1.5', '1e3', '0x10', 'soon', '12 monkeys', '2026-01-02', 'Xyz, 99 Abc 2026 03:04:35 GMT'])(
    'makes nothing of %j',
    (header) => {
      expect(retryAfterMs(header, NOW)).toBeUndefined();
    },
  );

  it('makes nothing of an absent header', () => {
    expect(retryAfterMs(undefined, NOW)).toBeUndefined();
  });

  it('gives back the wait that a server wrote as a date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), (seconds) => {
        const header = new Date(NOW + seconds * 1_000).toUTCString();
        expect(retryAfterMs(header, NOW)).toBe(seconds * 1_000);
      }),
    );
  });

  it('gives a wait that a timer can hold, or nothing, whatever the header', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d+$/)), fc.integer(), (header, now) => {
        const wait = retryAfterMs(header, now) ?? 0;
        expect(wait >= 0 && wait <= LONGEST).toBe(true);
      }),
    );
  });
});
