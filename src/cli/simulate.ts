import { ignoreElements, map, merge, type Observable, take, tap } from 'rxjs';
import type { SimulateCommand } from './command.ts';
import { exchanges } from './exchanges.ts';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';
import { type ServedVenue, serveVenue } from './serveVenue.ts';

/** Performs `coldwire simulate`: serves a simulated venue, its urls printed, until told to end. Emits the exit code. */
export function simulate(command: SimulateCommand, io: Io): Observable<ExitCode> {
  const served$ = serveVenue(command).pipe(
    tap((venue) => {
      io.stdout(urlLines(command.venue, venue));
      io.stderr(`serving ${venue.symbols.join(' ')}; Ctrl-C ends it\n`);
    }),
    ignoreElements(),
  );
  const ended$ = merge(io.interrupts$, io.outputClosed$).pipe(map((): ExitCode => 0));
  return merge(ended$, served$).pipe(take(1));
}

/** Each endpoint at its real path, by the name of its dialect where there is one, and the REST origin. */
function urlLines(venue: string, { url, restUrl, paths }: ServedVenue): string {
  const dialects = Object.values(exchanges.get(venue)?.dialects ?? {});
  const known = dialects.map(({ name, url: { live } }) => [name, new URL(live).pathname] as const);
  const others = paths.map((path) => [path.slice(1), path] as const);
  const sockets = (known.length > 0 ? known : others).map(([name, path]) => `${name} ${new URL(path, url).href}\n`);
  return `${sockets.join('')}rest ${restUrl}\n`;
}
