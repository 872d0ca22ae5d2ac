import { readFileSync } from 'node:fs';
import { asyncScheduler, fromEvent, map, merge, mergeMap, type Observable, of, Subject, throwError } from 'rxjs';
import { ColdwireError } from '../errors/coldwireError.ts';
import { systemClock } from '../transport/clock.ts';
import type { Io } from './io.ts';
import { readLines } from './readLines.ts';
import { writeLines } from './writeLines.ts';

/** Most that may wait for a slow reader of stdout, in bytes. */
const LONGEST_QUEUE = 64 * 1024 * 1024;

/** The process itself: its streams, its signals, its clocks, its files. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  const isTTY = stdout.isTTY === true && env['TERM'] !== 'dumb';
  const troubles$ = new Subject<Error>();
  stdout.on('error', (error) => troubles$.next(error));
  // Nobody is left to be told.
  stderr.on('error', () => {});
  return {
    stdout: (text) => {
      if (!stdout.writable) return;
      stdout.write(text);
      if (stdout.writableLength > LONGEST_QUEUE)
        troubles$.next(new ColdwireError('overflow', { limit: LONGEST_QUEUE, what: 'bytes nobody reads from stdout' }));
    },
    stderr: (text) => {
      if (stderr.writable) stderr.write(text);
    },
    isTTY,
    colour: isTTY && !env['NO_COLOR'],
    columns: () => stdout.columns ?? 80,
    rows: () => stdout.rows ?? 24,
    interrupts$: merge(fromEvent(process, 'SIGINT'), fromEvent(process, 'SIGTERM')).pipe(map(() => undefined)),
    outputClosed$: troubles$.pipe(mergeMap(brokenPipe)),
    readLines: (path) => readLines(path, drained),
    writeLines,
    scheduler: asyncScheduler,
    clock: systemClock,
    version: () => {
      const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
        readonly version: string;
      };
      return version;
    },
  };
}

/** A reader that leaves is the end of it, not a failure. */
function brokenPipe(error: Error): Observable<undefined> {
  return (error as NodeJS.ErrnoException).code === 'EPIPE' ? of(undefined) : throwError(() => error);
}

/** Resolves once stdout takes more, or never will. */
function drained(): Promise<void> {
  const { stdout } = process;
  if (!stdout.writableNeedDrain || !stdout.writable) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      stdout.off('drain', done).off('close', done);
      resolve();
    };
    stdout.on('drain', done).on('close', done);
  });
}
