import { defer, type MonoTypeOperatorFunction, tap } from 'rxjs';
import { eventJson } from './eventJson.ts';
import type { Io } from './io.ts';
import { tellAside } from './tellAside.ts';
import type { WatchEvent } from './watchEvent.ts';

/** Prints each feed event as a line of JSON on stdout, and what else happens as lines on stderr. */
export function showJson(exchange: string, depth: number | undefined, io: Io): MonoTypeOperatorFunction<WatchEvent> {
  return (events$) =>
    defer(() => {
      const aside = tellAside(io);
      return events$.pipe(
        tap((event) => {
          if (event.kind === 'feed') io.stdout(`${eventJson(exchange, event.event, depth)}\n`);
          else aside(event);
        }),
      );
    });
}
