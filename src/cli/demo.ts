import { defer, ignoreElements, merge, type Observable, repeat, switchMap, tap, timer } from 'rxjs';
import { kraken } from '../exchanges/kraken/index.ts';
import type { Subscription } from '../model/subscription.ts';
import { seededRandom } from '../util/random.ts';
import type { DemoCommand } from './command.ts';
import type { ExitCode } from './exitCode.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import type { Io } from './io.ts';
import { type ServedVenue, serveVenue } from './serveVenue.ts';
import { show } from './show.ts';
import { watchFeeds } from './watchFeeds.ts';

const SYMBOLS = ['BTC/USD', 'ETH/USD'] as const;
const SUBSCRIPTIONS: readonly Subscription[] = SYMBOLS.flatMap((symbol): readonly Subscription[] => [
  { channel: 'book', symbol },
  { channel: 'trades', symbol },
]);
const TITLE = 'coldwire: a simulated Kraken on a real socket, cut now and then. Ctrl-C ends.';

/** Until the first cut, and the least and the most between two, in milliseconds. */
const CUTS = { first: 5_000, least: 8_000, most: 12_000 } as const;

/**
 * Performs the demonstration: books and trades of a simulated venue over a real loopback socket that is cut every ten
 * seconds or so, until told to end. Emits the exit code.
 */
export function demo({ seed, for: duration }: DemoCommand, io: Io): Observable<ExitCode> {
  const events$ = serveVenue({ venue: 'kraken', seed, symbols: SYMBOLS, port: 0 }).pipe(
    switchMap((venue) =>
      merge(
        watchFeeds({ exchange: kraken, subscriptions: SUBSCRIPTIONS, options: demoOptions(venue, seed) }, io),
        cuts(venue, seed, io),
      ),
    ),
    show(TITLE, SUBSCRIPTIONS, io),
  );
  return exitCodeOf(events$, io, duration);
}

/** Outages long enough to be seen in lines that come once a second, and no longer for coming often. */
function demoOptions({ url, restUrl }: ServedVenue, seed: number) {
  const random = seededRandom(seed);
  return { url, restUrl, backoff: { base: 2_400, cap: 2_400 }, random: () => (1 + random()) / 2 };
}

function cuts(venue: ServedVenue, seed: number, { scheduler }: Io): Observable<never> {
  return defer(() => {
    const random = seededRandom(seed + 1);
    let wait: number = CUTS.first;
    return defer(() => timer(wait, scheduler)).pipe(
      tap(() => {
        wait = CUTS.least + random() * (CUTS.most - CUTS.least);
        venue.cut();
      }),
      repeat(),
      ignoreElements(),
    );
  });
}
