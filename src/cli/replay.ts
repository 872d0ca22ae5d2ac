import {
  catchError,
  concat,
  defer,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  take,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import { replaySession } from '../record/replaySession.ts';
import { type SessionLine, sessionLineOf } from '../record/sessionLine.ts';
import type { ReplayCommand } from './command.ts';
import { errorText } from './errorText.ts';
import { eventJson } from './eventJson.ts';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';
import { type ReplayFacts, replayTally } from './replayTally.ts';
import { reportText } from './reportText.ts';
import { replayReport } from './view/replayReport.ts';

/**
 * Performs `coldwire replay`: plays a recorded session and reports what was in it. Emits the exit code: 1 where a checksum
 * failed or the file cannot be read as a session, else 0. Where it ends early, the report is of what was read.
 */
export function replay(command: ReplayCommand, io: Io): Observable<ExitCode> {
  const { file, exchange, json, speed, dialect, depth } = command;
  return defer(() => {
    const { clock, scheduler } = io;
    const startedAt = clock.monotonic();
    const tally = replayTally();
    const lines$ = io.readLines(file).pipe(
      catchError((error: unknown) => throwError(() => new Error(`cannot read ${file}: ${errorText(error)}`))),
      map((line, index) => {
        tally.line(readLine(line, `${file}:${index + 1}`));
        return line;
      }),
    );
    const played$ = replaySession(lines$, exchange, {
      speed,
      scheduler,
      ...(dialect === undefined ? {} : { dialect }),
      onReport: (report) => {
        tally.report(report);
        // These may be many, and say no more than their count.
        if (report.kind !== 'unknown-frame') io.stderr(`${reportText(report, clock.wall())}\n`);
      },
    }).pipe(
      tap((event) => {
        tally.event(event);
        if (json) io.stdout(`${eventJson(exchange.name, event, depth)}\n`);
      }),
    );
    const report = (facts: ReplayFacts): void => {
      const text = replayReport(facts, { file, exchange: exchange.name, taken: clock.monotonic() - startedAt });
      if (json) io.stderr(text);
      else io.stdout(text);
    };
    const finished$ = defer((): Observable<ExitCode> => {
      const facts = tally.facts();
      if (facts.frames === 0) return throwError(() => new Error(`no frames in ${file}`));
      report(facts);
      return of(facts.failed > 0 ? 1 : 0);
    });
    // What a recorder that was killed has left is worth its report, too.
    const brokenOff = (error: unknown): Observable<never> => {
      const facts = tally.facts();
      if (facts.frames > 0) report(facts);
      return throwError(() => error);
    };
    return merge(
      io.outputClosed$.pipe(map((): ExitCode => 0)),
      concat(played$.pipe(takeUntil(io.interrupts$), ignoreElements(), catchError(brokenOff)), finished$),
    ).pipe(take(1));
  });
}

/** A line of the session; where it is none, the error says which. */
function readLine(line: string, where: string): SessionLine {
  try {
    return sessionLineOf(line);
  } catch (cause) {
    throw new Error(`${where} is no line of a recorded session`, { cause });
  }
}
