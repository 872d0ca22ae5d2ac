import { type Observable, switchMap } from 'rxjs';
import type { WatchCommand } from './command.ts';
import type { ExitCode } from './exitCode.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import type { Io } from './io.ts';
import { show } from './show.ts';
import { showJson } from './showJson.ts';
import { subscriptionsOf } from './subscriptionsOf.ts';
import { venueOptions } from './venueOptions.ts';
import { watchFeeds } from './watchFeeds.ts';

/** Performs `coldwire watch`: feeds of a venue, live or simulated, until told to end. Emits the exit code. */
export function watch(command: WatchCommand, io: Io): Observable<ExitCode> {
  const { exchange, channel, simulate, json, depth } = command;
  const subscriptions = subscriptionsOf(command);
  const venue = `${simulate ? 'a simulated ' : ''}${exchange.name}`;
  const title = `coldwire: ${channel} of ${venue}. Ctrl-C ends it.`;
  const events$ = venueOptions(command).pipe(
    switchMap((options) => watchFeeds({ exchange, subscriptions, options }, io)),
    json ? showJson(exchange.name, depth, io) : show(title, subscriptions, io),
  );
  return exitCodeOf(events$, io, command.for);
}
