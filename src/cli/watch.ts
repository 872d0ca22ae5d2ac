import { map, type Observable, of, switchMap } from 'rxjs';
import type { Subscription } from '../model/subscription.ts';
import type { WatchCommand } from './command.ts';
import { PRINTED_DEPTH } from './eventJson.ts';
import type { ExitCode } from './exitCode.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import type { Io } from './io.ts';
import { serveVenue } from './serveVenue.ts';
import { show } from './show.ts';
import { showJson } from './showJson.ts';
import { simulatedSymbols } from './simulatedSymbols.ts';
import { watchFeeds } from './watchFeeds.ts';

/** Performs `coldwire watch`: feeds of a venue, live or simulated, until told to end. Emits the exit code. */
export function watch(command: WatchCommand, io: Io): Observable<ExitCode> {
  const { exchange, channel, simulate, seed, json, depth } = command;
  const subscriptions = subscriptionsOf(command);
  const venue = `${simulate ? 'a simulated ' : ''}${exchange.name}`;
  const title = `coldwire: ${channel} of ${venue}. Ctrl-C ends it.`;
  const url$: Observable<string | undefined> = simulate
    ? serveVenue({ exchange, seed, symbols: simulatedSymbols, port: 0 }).pipe(map(({ url }) => url))
    : of(command.url);
  const events$ = url$.pipe(
    switchMap((url) => watchFeeds({ exchange, subscriptions, options: url === undefined ? {} : { url } }, io)),
    json ? showJson(exchange.name, depth, io) : show(title, subscriptions, io),
  );
  return exitCodeOf(events$, io, command.for);
}

/** A book is asked for as deep as it is printed. */
function subscriptionsOf({ channel, symbols, depth = PRINTED_DEPTH, interval }: WatchCommand): readonly Subscription[] {
  return symbols.map((symbol) => ({
    channel,
    symbol,
    ...(channel === 'book' ? { depth } : {}),
    ...(interval === undefined ? {} : { interval }),
  }));
}
