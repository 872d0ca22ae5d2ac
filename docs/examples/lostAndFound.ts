/** A feed over an outage, in virtual time: what it says of its own trust while the cable is cut. */
import { createClient } from 'coldwire';
import { kraken } from 'coldwire/exchanges/kraken';
import { simulateVenue } from 'coldwire/simulation';
import { VirtualTimeScheduler } from 'rxjs';

const scheduler = new VirtualTimeScheduler();
const venue = simulateVenue('kraken', {
  seed: 1,
  symbols: ['BTC/USD'],
  scheduler,
  faults: [{ t: 5_000, kind: 'drop', args: {} }],
});
const client = createClient(kraken, { transport: venue.transport, scheduler, random: () => 0.5 });

let books = 0;
const following = client.feed({ channel: 'book', symbol: 'BTC/USD' }).subscribe((event) => {
  if (event.kind === 'data') books++;
  else if (event.kind === 'live') console.log('live, epoch', event.epoch);
  else console.log('stale:', event.reason);
});
scheduler.schedule(() => {
  following.unsubscribe();
  console.log(books > 10 ? 'many verified books' : 'few books');
}, 10_000);
scheduler.flush();

// prints
// stale: connecting
// live, epoch 1
// stale: connection-lost
// live, epoch 2
// many verified books
