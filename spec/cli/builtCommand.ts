import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildPackage } from '../helpers/builtPackage.ts';

/** The command as it would be installed, built into a folder of its own. */
interface BuiltCommand {
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
  /** The same of stderr. */
  untilStderr(enough: (stderr: string) => boolean): Promise<void>;
  /** How it ended: with this code, or by this signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** Builds the command before the specs of a file and gives what starts it; what is still running after a spec is killed. */
export function useCommand(): BuiltCommand['start'] {
  const started: Running[] = [];
  let command: BuiltCommand | undefined;
  beforeAll(() => {
    command = buildCommand();
  }, 120_000);
  afterEach(() => {
    for (const { child } of started.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => command?.remove());
  return (...args) => {
    if (command === undefined) throw new Error('the command is built before the first spec');
    const one = command.start(...args);
    started.push(one);
    return one;
  };
}

/** Builds the package as published, and gives the command in it. */
function buildCommand(): BuiltCommand {
  const { folder, remove } = buildPackage();
  const main = join(folder, 'dist', 'src', 'cli', 'main.js');
  return { start: (...args) => running(spawn(process.execPath, [main, ...args])), remove };
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
  const until = (isEnough: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (isEnough()) resolve();
      };
      watchers.add(check);
      check();
      void ended.then(() => reject(new Error(`ended early:\n${text.stdout}${text.stderr}`)));
    });
  return {
    child,
    ended,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    until: (enough) => until(() => enough(text.stdout)),
    untilStderr: (enough) => until(() => enough(text.stderr)),
  };
}
