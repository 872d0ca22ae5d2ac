import { map, type Observable, of } from 'rxjs';
import type { ClientOptions } from '../client/options.ts';
import type { FeedsCommand } from './command.ts';
import { serveVenue } from './serveVenue.ts';
import { simulatedVenueOf } from './simulatedVenueOf.ts';

/** Where the clients of a command dial: at the venue itself, at `--url`, or at a simulated one, served while subscribed. */
export function venueOptions({ exchange, simulate, seed, url }: FeedsCommand): Observable<Pick<ClientOptions, 'url'>> {
  if (simulate)
    return serveVenue({ venue: simulatedVenueOf(exchange.name), seed, port: 0 }).pipe(
      map((served) => ({ url: served.url })),
    );
  return of(url === undefined ? {} : { url });
}
