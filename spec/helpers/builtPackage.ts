import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The package as it would be published, in a folder of its own. */
export interface BuiltPackage {
  /** Holds `package.json` and `dist`; dependencies resolve from it. */
  readonly folder: string;
  remove(): void;
}

/** Builds the package from the sources as they are, beside its package.json. */
export function buildPackage(): BuiltPackage {
  const root = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'coldwire-'));
  const modules = join(root, 'node_modules');
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(modules, join(folder, 'node_modules'), 'junction');
  const dist = join(folder, 'dist');
  const tsc = join(modules, 'typescript', 'bin', 'tsc');
  const options = ['-p', 'tsconfig.build.json', '--outDir', dist, '--tsBuildInfoFile', join(dist, '.tsbuildinfo')];
  const build = spawnSync(process.execPath, [tsc, ...options], { cwd: root, encoding: 'utf8' });
  const remove = (): void => rmSync(folder, { recursive: true });
  if (build.status !== 0) {
    remove();
    throw new Error(`the build failed:\n${build.stdout}${build.stderr}`);
  }
  return { folder, remove };
}
