import { build } from 'esbuild';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Does work with a folder of its own, which is gone afterwards. `programOf(entry, options)` gives the path of a program there that is
 * made of `spec/swarm/<entry>.ts`; options are esbuild's, and programs of one entry need names of their own.
 */
export async function withPrograms(work) {
  const folder = mkdtempSync(join(tmpdir(), 'coldwire-swarm-'));
  const programOf = async (entry, options = {}, name = entry) => {
    const outfile = join(folder, `${name}.mjs`);
    await build({
      entryPoints: [`spec/swarm/${entry}.ts`],
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      outfile,
      logLevel: 'error',
      ...options,
    });
    return outfile;
  };
  try {
    if (existsSync('node_modules')) symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
    await work(programOf);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
