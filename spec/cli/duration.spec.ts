import { describe, expect, it } from '@jest/globals';
import { durationText, parseDuration } from '../../src/cli/duration.ts';
import { UsageError } from '../../src/cli/usageError.ts';

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['596h', 2_145_600_000],
  ])('reads %s', (text, ms) => {
    expect(parseDuration('--for', text)).toBe(ms);
  });

  it.each(['', '10', 's', '5x', '-1s', '0s', '1e3s', '1s2', ' 1s', 'Infinitys', '1d'])('refuses %j', (text) => {
    expect(() => parseDuration('--for', text)).toThrow(UsageError);
  });

  it('refuses what a timer would make zero of', () => {
    expect(() => parseDuration('--for', '597h')).toThrow("--for takes at most 596h, not '597h'");
  });
});

describe('durationText', () => {
  it.each([
    [-5, '0.0s'],
    [0, '0.0s'],
    [449, '0.4s'],
    [12_340, '12.3s'],
    [59_940, '59.9s'],
    [59_960, '1m 00s'],
    [185_000, '3m 05s'],
    [3_599_600, '1h 00m'],
    [7_620_000, '2h 07m'],
  ])('writes %d ms', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
