/** One thing to measure: does `count` units of work. */
export interface Contender {
  readonly name: string;
  readonly run: (count: number) => void;
}

/** Nanoseconds a unit, by name: the least of several rounds in which the contenders take turns, so that all meet the same machine. */
export function measure(
  contenders: readonly Contender[],
  { count, rounds = 7 }: { readonly count: number | ((name: string) => number); readonly rounds?: number },
): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  const countOf = typeof count === 'number' ? () => count : count;
  for (let round = 0; round <= rounds; round++)
    for (const { name, run } of contenders) {
      const units = countOf(name);
      const from = process.hrtime.bigint();
      run(units);
      const each = Number(process.hrtime.bigint() - from) / units;
      // The first round only warms up.
      if (round > 0) best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, each));
    }
  return best;
}

/** Prints rows as a table with aligned columns. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  console.log(`\n${title}\n${rows.map(line).join('\n')}`);
}

/** `1.07 x`. */
export function ratio(a: number | undefined, b: number | undefined): string {
  return `${((a ?? Number.NaN) / (b ?? Number.NaN)).toFixed(2)} x`;
}

/** `123 ns`. */
export function ns(value: number | undefined): string {
  return `${(value ?? Number.NaN).toFixed(0)} ns`;
}
