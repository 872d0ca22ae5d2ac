import { map, type Observable, of } from 'rxjs';
import type { ClientOptions } from '../client/options.ts';
import type { FeedsCommand } from './command.ts';
import { serveVenue } from './serveVenue.ts';
import { simulatedVenueOf } from './simulatedVenueOf.ts';

/** Where a command's clients dial and ask. */
type Whereabouts = Pick<ClientOptions, 'url' | 'restUrl'>;

/**
 * Where the clients of a command dial and ask: at the venue itself, at `--url` and `--rest-url`, or at a simulated one, served
 * while subscribed.
 */
export function venueOptions({ exchange, simulate, seed, url, restUrl }: FeedsCommand): Observable<Whereabouts> {
  if (simulate)
    return serveVenue({ venue: simulatedVenueOf(exchange.name), seed, port: 0 }).pipe(
      map((served): Whereabouts => ({ url: served.url, restUrl: served.restUrl })),
    );
  return of({ ...(url === undefined ? {} : { url }), ...(restUrl === undefined ? {} : { restUrl }) });
}
