import {
  concat,
  defer,
  EMPTY,
  from,
  NEVER,
  type Observable,
  of,
  throwError,
  VirtualAction,
  VirtualTimeScheduler,
} from 'rxjs';
import type { ExitCode } from '../../src/cli/exitCode.ts';
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';
import type { LineFile } from '../../src/cli/writeLines.ts';
import { clockOf } from '../../src/transport/clock.ts';

/** A process that exists only as far as the command looks, in virtual time. */
export interface FakeProcess {
  readonly io: Io;
  readonly scheduler: VirtualTimeScheduler;
  stdout(): string;
  stderr(): string;
  /** What files that the command wrote hold, once it has finished them. */
  readonly written: ReadonlyMap<string, readonly string[]>;
  /** What stdout got, in lines. */
  lines(): readonly string[];
}

/** How the fake differs from a process without a terminal, files and signals. */
export interface FakeSettings extends Partial<Io> {
  readonly files?: Readonly<Record<string, readonly string[]>>;
}

/** A fake process; its clock is its scheduler's. */
export function fakeProcess({ files = {}, ...overrides }: FakeSettings = {}): FakeProcess {
  const scheduler = new VirtualTimeScheduler(VirtualAction, 60_000);
  const written = { stdout: '', stderr: '' };
  const readLines = (path: string): Observable<string> => {
    const lines = files[path];
    return lines === undefined
      ? throwError(() => new Error(`ENOENT: no such file or directory, open '${path}'`))
      : from(lines);
  };
  const finished = new Map<string, readonly string[]>();
  const writeLines = (path: string): Observable<LineFile> => {
    const lines: string[] = [];
    const finish$ = defer(() => {
      finished.set(path, lines);
      return EMPTY;
    });
    return concat(of({ line: (text: string) => void lines.push(text), finish$ }), NEVER);
  };
  const io: Io = {
    stdout: (text) => {
      written.stdout += text;
    },
    stderr: (text) => {
      written.stderr += text;
    },
    isTTY: false,
    colour: false,
    columns: () => 80,
    rows: () => 24,
    interrupts$: NEVER,
    outputClosed$: NEVER,
    readLines,
    writeLines,
    scheduler,
    clock: clockOf(scheduler),
    transport: () => EMPTY,
    version: () => '1.2.3',
    ...overrides,
  };
  return {
    io,
    scheduler,
    written: finished,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    lines: () => written.stdout.split('\n').slice(0, -1),
  };
}

/** Runs the command to its end in virtual time. Gives the exit codes it emitted, and whether it completed. */
export function runToEnd(
  args: readonly string[],
  { io, scheduler }: FakeProcess,
): { readonly codes: readonly ExitCode[]; readonly completed: boolean } {
  const codes: ExitCode[] = [];
  let completed = false;
  run(args, io).subscribe({
    next: (code) => codes.push(code),
    complete: () => {
      completed = true;
    },
  });
  scheduler.flush();
  return { codes, completed };
}
