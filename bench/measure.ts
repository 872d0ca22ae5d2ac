import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Does so many units of what is measured. */
export type Work = (count: number) => void;

/** What sets contenders up, by their names; each is called only where it runs. */
export type Apart = ReadonlyMap<string, () => Work>;

const FLAG = '--contender';

/**
 * Nanoseconds of CPU a unit, by name: the least of several rounds in which the contenders take turns, each in a process of its
 * own, garbage collection counted. What one keeps in memory is then not in another's way, as it would not be in a user's program.
 */
export async function measure(
  contenders: Apart,
  { count, rounds = 7 }: { readonly count: (name: string) => number; readonly rounds?: number },
): Promise<ReadonlyMap<string, number>> {
  const best = new Map<string, number>();
  const children = [...contenders.keys()].map((name) => ({ name, child: start(name) }));
  try {
    for (let round = 0; round <= rounds; round++)
      for (const { name, child } of children) {
        const cost = await costIn(child, count(name));
        // The first round only warms up.
        if (round > 0) best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, cost));
      }
  } finally {
    for (const { child } of children) child.kill();
  }
  return best;
}

/** In the process of one contender: runs it as often as it is told. Whether this is one. */
export function isContender(contenders: Apart): boolean {
  const at = process.argv.indexOf(FLAG);
  if (at < 0) return false;
  const work = contenders.get(process.argv[at + 1] ?? '')?.();
  process.on('message', (units: number) => {
    globalThis.gc?.();
    const before = process.cpuUsage();
    work?.(units);
    const { user, system } = process.cpuUsage(before);
    process.send?.(((user + system) * 1_000) / units);
  });
  return true;
}

function start(name: string): ChildProcess {
  const file = fileURLToPath(import.meta.url);
  return spawn(process.execPath, ['--expose-gc', file, FLAG, name], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

async function costIn(child: ChildProcess, units: number): Promise<number> {
  const answered = once(child, 'message');
  child.send(units);
  const [cost] = (await answered) as [number];
  return cost;
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
