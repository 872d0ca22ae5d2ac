import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { secondsOf } from '../../../../src/exchanges/kraken/v1/secondsOf.ts';

describe('seconds of Kraken v1', () => {
  it.each([
    ['1617666461.465618', 1_617_666_461_465],
    ['1617666461.465000', 1_617_666_461_465],
    ['1561939258.5', 1_561_939_258_500],
    ['1561939258', 1_561_939_258_000],
    ['0.000000', 0],
  ])('%s are %d ms', (text, instant) => {
    expect(secondsOf(text, 'time')).toBe(instant);
  });

  it('are the milliseconds that they were written from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 999 }), (instant, micros) => {
        const [seconds, millis] = [Math.floor(instant / 1_000), String(instant % 1_000).padStart(3, '0')];
        expect(secondsOf(`${seconds}.${millis}${String(micros).padStart(3, '0')}`, 'time')).toBe(instant);
      }),
    );
  });

  it.each(['', '-1.5', '1e9', '1.', '.5', ' 1', '1617666461465618', 1_617_666_461, null])('are not %j', (value) => {
    expect(() => secondsOf(value, 'time')).toThrow('protocol-violation (what: field time)');
  });
});
