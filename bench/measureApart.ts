import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Contender } from './measure.ts';

/** Contenders that are set up only where they run, by name. */
export type Apart = ReadonlyMap<string, () => Contender>;

const FLAG = '--contender';

/**
 * Nanoseconds of CPU a unit, by name: the least of several rounds in which the contenders take turns, each in a process of its
 * own, garbage collection counted. What one keeps in memory is then not in another's way, as it would not be in a user's program.
 */
export async function measureApart(
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
  const contender = contenders.get(process.argv[at + 1] ?? '')?.();
  process.on('message', (units: number) => {
    globalThis.gc?.();
    const before = process.cpuUsage();
    contender?.run(units);
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
