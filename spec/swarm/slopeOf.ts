const HOUR = 3_600_000;

/** By how much a figure grows in an hour, by least squares; `at` in milliseconds. Nothing of less than two samples. */
export function slopeOf<T extends { readonly at: number }>(
  samples: readonly T[],
  figureOf: (sample: T) => number,
): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [time, figure] = [mean(samples.map(({ at }) => at)), mean(samples.map(figureOf))];
  const spread = samples.reduce((sum, { at }) => sum + (at - time) ** 2, 0);
  const together = samples.reduce((sum, sample) => sum + (sample.at - time) * (figureOf(sample) - figure), 0);
  return spread === 0 ? 0 : Math.round((together / spread) * HOUR * 100) / 100;
}
