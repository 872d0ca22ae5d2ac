import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// Runs benchmarks: `npm run bench`, or `npm run bench -- operators` for one. Each prints ratios of things measured side by side.
const all = readdirSync('bench')
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !all.includes(name));
if (unknown !== undefined) {
  console.error(`no benchmark '${unknown}'; there are: ${all.join(', ')}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'coldwire-bench-'));
try {
  if (existsSync('node_modules')) symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  for (const name of asked.length > 0 ? asked : all) {
    const outfile = join(folder, `${name}.mjs`);
    await build({
      entryPoints: [`bench/${name}.bench.ts`],
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      outfile,
    });
    const { status } = spawnSync(process.execPath, ['--expose-gc', outfile], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
