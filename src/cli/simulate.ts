import { ignoreElements, map, merge, type Observable, take, tap } from 'rxjs';
import type { Exchange } from '../protocol/exchange.ts';
import type { SimulateCommand } from './command.ts';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';
import { type ServedVenue, serveVenue } from './serveVenue.ts';

/** Performs `coldwire simulate`: serves a simulated venue, its urls printed, until told to end. Emits the exit code. */
export function simulate(command: SimulateCommand, io: Io): Observable<ExitCode> {
  const served$ = serveVenue(command).pipe(
    tap((venue) => {
      io.stdout(urlLines(command.exchange, venue));
      io.stderr(`serving ${venue.symbols.join(' ')}; Ctrl-C ends it\n`);
    }),
    ignoreElements(),
  );
  const ended$ = merge(io.interrupts$, io.outputClosed$).pipe(map((): ExitCode => 0));
  return merge(ended$, served$).pipe(take(1));
}

/** Each endpoint at its real path, by the name of its dialect, and the REST origin. */
function urlLines({ dialects }: Exchange, { url, restUrl }: ServedVenue): string {
  const sockets = Object.values(dialects).map((dialect) => {
    const { pathname } = new URL(dialect.url.live);
    return `${dialect.name} ${new URL(pathname, url).href}\n`;
  });
  return `${sockets.join('')}rest ${restUrl}\n`;
}
