import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The command as it would be installed, built into a folder of its own. */
export interface BuiltCommand {
  start(...args: readonly string[]): Running;
  remove(): void;
}

/** A process of the command. */
export interface Running {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves once stdout so far satisfies `enough`; rejects when the process ends before. */
  until(enough: (stdout: string) => boolean): Promise<void>;
  /** How it ended: with this code, or by this signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** Builds the package beside its package.json, as published, and gives the command in it. */
export function buildCommand(): BuiltCommand {
  const root = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'coldwire-'));
  const modules = join(root, 'node_modules');
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(modules, join(folder, 'node_modules'), 'junction');
  const outDir = join(folder, 'dist');
  const build = spawnSync(
    process.execPath,
    [
      join(modules, 'typescript', 'bin', 'tsc'),
      '-p',
      'tsconfig.build.json',
      '--outDir',
      outDir,
      '--tsBuildInfoFile',
      join(outDir, '.tsbuildinfo'),
    ],
    { cwd: root, encoding: 'utf8' },
  );
  const remove = (): void => rmSync(folder, { recursive: true });
  if (build.status !== 0) {
    remove();
    throw new Error(`the build failed:\n${build.stdout}${build.stderr}`);
  }
  return {
    start: (...args) => running(spawn(process.execPath, [join(outDir, 'src', 'cli', 'main.js'), ...args])),
    remove,
  };
}

function running(child: ChildProcess): Running {
  const text = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (piece: string) => {
      text[name] += piece;
      for (const watcher of watchers) watcher();
    });
  const ended: Running['ended'] = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return {
    child,
    ended,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    until: (enough) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (enough(text.stdout)) resolve();
        };
        watchers.add(check);
        check();
        void ended.then(() => reject(new Error(`ended early:\n${text.stdout}${text.stderr}`)));
      }),
  };
}
