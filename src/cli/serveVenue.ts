import { Observable } from 'rxjs';
import { type SimulatedVenueName, simulateVenue } from '../simulation/index.ts';

/** Which venue to simulate, and where to serve it. */
export interface ServeSettings {
  readonly venue: SimulatedVenueName;
  readonly seed: number;
  /** Default: the venue's own. */
  readonly symbols?: readonly string[];
  /** 0 takes any free one. */
  readonly port: number;
}

/** A simulated venue that is being served. */
export interface ServedVenue {
  /** The origin of its sockets: `ws://127.0.0.1:9001`. */
  readonly url: string;
  readonly restUrl: string;
  /** What it lists. */
  readonly symbols: readonly string[];
  /** The paths of its sockets. */
  readonly paths: readonly string[];
  /** Cuts every socket, now. */
  cut(): void;
}

/**
 * A simulated venue on loopback. Listens on subscribe, emits once it does and never completes; errors where it cannot listen;
 * stops serving on unsubscription.
 */
export function serveVenue({ venue: name, port, seed, symbols }: ServeSettings): Observable<ServedVenue> {
  return new Observable((subscriber) => {
    const venue = simulateVenue(name, { seed, ...(symbols === undefined ? {} : { symbols }) });
    const listening = venue.listen({ port });
    listening.then(
      ({ url, restUrl }) =>
        subscriber.next({
          url,
          restUrl,
          symbols: venue.symbols,
          paths: venue.paths,
          cut: () => venue.inject({ t: 0, kind: 'drop', args: {} }),
        }),
      (error: unknown) => subscriber.error(error),
    );
    return () => {
      // A server that never came up needs no closing, and one that closes badly is gone with the process.
      listening.then((server) => server.close()).catch(() => {});
    };
  });
}
