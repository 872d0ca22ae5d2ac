import { ColdwireError } from '../errors/coldwireError.ts';

/**
 * An option that counts something, `otherwise` where it is not given. Throws `invalid-options`, naming the option, for
 * what is no positive integer.
 */
export function countOption(option: string, value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new ColdwireError('invalid-options', { option, expected: 'a positive integer' });
}
