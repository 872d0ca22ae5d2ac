import { ColdwireError } from '../errors/coldwireError.ts';

/** The longest wait that the runtimes' timers hold; asked for more, they fire at once. */
const LONGEST = 2 ** 31 - 1;

/** The bounds of a {@link durationOption}. */
export interface DurationBounds {
  /** In milliseconds. Default 0. */
  readonly least?: number;
}

/**
 * An option that is a duration in milliseconds, `otherwise` where it is not given. Throws `invalid-options`, naming the
 * option, for what is no number, too short, or longer than a timer can be (some 24.8 days).
 */
export function durationOption(
  option: string,
  value: number | undefined,
  otherwise: number,
  { least = 0 }: DurationBounds = {},
): number {
  if (value === undefined) return otherwise;
  if (value >= least && value <= LONGEST) return value;
  throw new ColdwireError('invalid-options', { option, expected: `milliseconds, ${least} to ${LONGEST}` });
}
