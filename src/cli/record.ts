import { catchError, concat, defer, type Observable, of, switchMap, take, tap, throwError } from 'rxjs';
import { recordHttp } from '../record/recordHttp.ts';
import { recordTransport } from '../record/recordTransport.ts';
import type { SessionLine } from '../record/sessionLine.ts';
import { fetchHttp } from '../transport/fetchHttp.ts';
import { webSocketTransport } from '../transport/webSocketTransport.ts';
import type { RecordCommand } from './command.ts';
import { errorText } from './errorText.ts';
import type { ExitCode } from './exitCode.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import type { Io } from './io.ts';
import { subscriptionsOf } from './subscriptionsOf.ts';
import { tellAside } from './tellAside.ts';
import { venueOptions } from './venueOptions.ts';
import { watchFeeds } from './watchFeeds.ts';
import type { LineFile } from './writeLines.ts';

/**
 * Performs `coldwire record`: keeps some feeds of a venue and writes what goes over their sockets to a file, secrets redacted,
 * until told to end. Emits the exit code once all of it is in the file.
 */
export function record(command: RecordCommand, io: Io): Observable<ExitCode> {
  const { out } = command;
  return io.writeLines(out).pipe(
    switchMap((file) => recordInto(file, command, io)),
    take(1),
    catchError((error: unknown) => throwError(() => new Error(`cannot record into ${out}: ${errorText(error)}`))),
  );
}

function recordInto(file: LineFile, command: RecordCommand, io: Io): Observable<ExitCode> {
  const { exchange, out } = command;
  const aside = tellAside(io);
  let frames = 0;
  const sink = (line: SessionLine): void => {
    if (line.k === 'recv') frames++;
    file.line(JSON.stringify(line));
  };
  const { clock, scheduler } = io;
  const transport = recordTransport(io.transport ?? webSocketTransport({ scheduler }), sink, { clock });
  const http = recordHttp(fetchHttp, sink, { clock });
  const events$ = venueOptions(command).pipe(
    switchMap((options) =>
      watchFeeds(
        { exchange, subscriptions: subscriptionsOf(command), options: { ...options, http } },
        { ...io, transport },
      ),
    ),
    tap(aside),
  );
  return exitCodeOf(events$, io, command.for).pipe(
    switchMap((code) =>
      concat(
        file.finish$,
        defer(() => {
          io.stdout(`${frames} frames received, in ${out}\n`);
          return of(code);
        }),
      ),
    ),
  );
}
