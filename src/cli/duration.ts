import { LONGEST_DELAY } from '../../operators/internal/longestDelay.ts';
import { UsageError } from './usageError.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** The milliseconds of `500ms`, `10s`, `1.5m` or `1h`. Throws a UsageError for what is none of these, or no timer can hold. */
export function parseDuration(option: string, text: string): number {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(ms > 0)) throw new UsageError(`${option} takes a duration such as 500ms, 10s, 5m or 1h, not '${text}'`);
  if (ms > LONGEST_DELAY) throw new UsageError(`${option} takes at most 596h, not '${text}'`);
  return ms;
}

/** A span of milliseconds for the eye: `0.4s`, `59.9s`, `3m 05s`, `2h 07m`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 59.95) return `${seconds.toFixed(1)}s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return `${Math.floor(whole / 60)}m ${twoDigits(whole % 60)}s`;
  const minutes = Math.floor(whole / 60);
  return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
