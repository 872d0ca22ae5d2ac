/** An option that must be a finite number above 0; throws a `RangeError` that names it otherwise. */
export function positive(option: string, value: number): number {
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new RangeError(`${option} must be a finite number above 0, not ${value}`);
}
